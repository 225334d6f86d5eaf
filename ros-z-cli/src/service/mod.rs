//! The commands of services.

mod call;

use crate::exit::{Outcome, Result};
use crate::graph::{announced_types, no_service, settled, warn_of_conflict};
use crate::names::{absolute, is_hidden, shown};
use crate::network::NetworkArguments;
use crate::output::{Output, note};
use clap::{Args, Subcommand};
use serde::Serialize;

/// The command line of a command of services.
#[derive(Args, Debug)]
pub(crate) struct ServiceArguments {
    #[command(subcommand)]
    command: ServiceCommand,
}

#[derive(Debug, Subcommand)]
enum ServiceCommand {
    /// List the services that have a server or a client
    List(ListArguments),
    /// Print the type of a service
    Type(TypeArguments),
    /// Call a service, with a request from YAML or JSON
    Call(call::CallArguments),
}

#[derive(Args, Debug)]
struct ListArguments {
    /// Show the types
    #[arg(short = 't', long)]
    show_types: bool,

    /// Include services that ROS tools hide, such as those of actions
    #[arg(long)]
    include_hidden_services: bool,

    /// Print only the number of services
    #[arg(short, long)]
    count_services: bool,
}

#[derive(Args, Debug)]
struct TypeArguments {
    /// Name of the service
    service: String,
}

#[derive(Serialize)]
struct ServiceReport {
    name: String,
    types: Vec<String>,
    hashes: Vec<String>,
    has_type_conflict: bool,
    servers: usize,
    clients: usize,
}

/// Runs a command.
pub(crate) fn run(arguments: ServiceArguments, network: &NetworkArguments, output: Output) -> Result {
    match arguments.command {
        ServiceCommand::List(arguments) => list(&arguments, network, output),
        ServiceCommand::Type(arguments) => print_type(&arguments, network, output),
        ServiceCommand::Call(arguments) => call::run(&arguments, network, output),
    }
}

fn list(arguments: &ListArguments, network: &NetworkArguments, output: Output) -> Result {
    let context = network.open()?;
    let graph = settled(&context, network)?;
    let mut services = Vec::new();
    for service in graph.services() {
        if !arguments.include_hidden_services && is_hidden(&service.name) {
            continue;
        }
        let mut endpoints = graph.servers(&service.name);
        endpoints.extend(graph.clients(&service.name));
        let announced = announced_types(&endpoints);
        warn_of_conflict(&service.name, &announced);
        services.push(ServiceReport {
            has_type_conflict: announced.len() > 1,
            hashes: announced
                .into_iter()
                .map(|(announced, _)| announced.hash)
                .collect(),
            name: service.name,
            types: service.types,
            servers: service.servers,
            clients: service.clients,
        });
    }
    output.document(&services)?;
    if arguments.count_services {
        output.line(services.len())?;
        return Ok(Outcome::found(!services.is_empty()));
    }
    for service in &services {
        let name = shown(&service.name);
        if arguments.show_types {
            output.line(format_args!("{name} [{}]", shown(&service.types.join(", "))))?;
        } else {
            output.line(name)?;
        }
    }
    Ok(Outcome::found(!services.is_empty()))
}

fn print_type(arguments: &TypeArguments, network: &NetworkArguments, output: Output) -> Result {
    let name = absolute(&arguments.service);
    let context = network.open()?;
    let graph = settled(&context, network)?;
    let services = graph.services();
    let service = services.into_iter().find(|service| service.name == name);
    let types = service.map(|service| service.types).unwrap_or_default();
    output.document(&types)?;
    types.iter().try_for_each(|name| output.line(shown(name)))?;
    if types.is_empty() {
        note(no_service(&graph, &name));
    }
    Ok(Outcome::found(!types.is_empty()))
}
