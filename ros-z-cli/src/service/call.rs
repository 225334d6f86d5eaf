//! `rosz service call`.

use crate::exit::{Outcome, Result};
use crate::graph::{announced_types, warn_of_conflict};
use crate::names::{absolute, did_you_mean, shown};
use crate::network::{NetworkArguments, seconds};
use crate::output::{Output, note};
use crate::types::{TypeArguments, WantedType, find};
use crate::values::Values;
use clap::Args;
use ros_z::context::ZContextBuilder;
use std::io::{self, Write};
use std::time::{Duration, Instant};

#[derive(Args, Debug)]
pub(super) struct CallArguments {
    /// Name of the service
    service: String,

    /// Type of the service [default: the type that the server announces]
    #[arg(value_name = "TYPE")]
    service_type: Option<String>,

    /// Fields of the request as YAML or JSON; other fields have their default values
    #[arg(default_value = "", hide_default_value = true)]
    values: String,

    /// Longest wait for the server and its response, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,

    #[command(flatten)]
    types: TypeArguments,
}

impl CallArguments {
    /// Returns the type and the values. A type may be left out: values are recognized by their first character.
    fn type_and_values(&self) -> (Option<&str>, &str) {
        match self.service_type.as_deref() {
            Some(text) if self.values.is_empty() && is_values(text) => (None, text),
            service_type => (service_type, &self.values),
        }
    }
}

fn is_values(text: &str) -> bool {
    text.trim_start().starts_with('{') || text.contains(':') || text.trim().is_empty()
}

pub(super) fn run(arguments: &CallArguments, network: &NetworkArguments, output: Output) -> Result {
    let (service_type, values) = arguments.type_and_values();
    let values = Values::parse(values)?;
    let name = absolute(&arguments.service);
    let start = Instant::now();
    let left = || arguments.timeout.saturating_sub(start.elapsed());
    let context = network.open_with(ZContextBuilder::default().with_shm_enabled()?)?;
    let graph = context.graph()?;
    if !graph.wait_until(left(), |graph| !graph.servers(&name).is_empty()) {
        let names = graph.services().into_iter().map(|service| service.name);
        note(format_args!(
            "{} has no server{}",
            shown(&name),
            did_you_mean(&name, names)
        ));
        return Ok(Outcome::Nothing);
    }
    let servers = graph.servers(&name);
    let types = announced_types(&servers);
    warn_of_conflict(&name, &types);
    let is_asked_for =
        |name: &str| service_type.is_none_or(|wanted| WantedType::service(wanted).name == name);
    let Some((announced, _)) = types.iter().find(|(announced, _)| is_asked_for(&announced.name)) else {
        let found = types.first().map_or("", |(announced, _)| &announced.name);
        return Err(format!("{} is of type {}", shown(&name), shown(found)).into());
    };
    let wanted = WantedType::announced(&announced.name, &announced.hash)?;
    let node = network.node(&context)?;
    let users: Vec<_> = servers.into_iter().map(|server| server.node).collect();
    let schema = find(&wanted, Some(&node), &users, &arguments.types)?.schema;
    let client = node.create_dynamic_client(&schema, name.as_str()).build()?;
    let request = values.message(client.request_schema())?;
    if !client.wait_for_service(left()) {
        note(format_args!("{} has no server", shown(&name)));
        return Ok(Outcome::Nothing);
    }
    let response = client.call(&request, left())?;
    output.document(&response.view())?;
    if !output.is_json() {
        writeln!(io::stdout().lock(), "{response}")?;
    }
    Ok(Outcome::Found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_from_a_type() {
        assert!(is_values("{a: 1}") && is_values("a: 1") && is_values(""));
        assert!(!is_values("example_interfaces/srv/AddTwoInts"));
    }
}
