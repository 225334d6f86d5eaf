//! `rosz interface list`.

use crate::exit::{Outcome, Result};
use crate::output::{HEADING, Output};
use crate::types::{TypeArguments, known_types};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Args, Debug)]
pub(super) struct ListArguments {
    /// List only the types of this package
    package: Option<String>,

    /// List only messages
    #[arg(short = 'm', long)]
    only_msgs: bool,

    /// List only services
    #[arg(short = 's', long, conflicts_with = "only_msgs")]
    only_srvs: bool,

    #[command(flatten)]
    types: TypeArguments,
}

#[derive(Serialize)]
struct TypesReport {
    messages: BTreeSet<String>,
    services: BTreeSet<String>,
    actions: BTreeSet<String>,
}

pub(super) fn run(arguments: &ListArguments, output: Output) -> Result {
    let known = known_types(&arguments.types)?;
    let of_kind = |kind: &str, is_left_out: bool| -> BTreeSet<String> {
        let is_listed = |name: &&String| {
            let mut parts = name.split('/');
            let package = parts.next().unwrap_or_default();
            parts.next() == Some(kind)
                && arguments
                    .package
                    .as_deref()
                    .is_none_or(|wanted| wanted == package)
        };
        known
            .iter()
            .filter(is_listed)
            .filter(|_| !is_left_out)
            .cloned()
            .collect()
    };
    let report = TypesReport {
        messages: of_kind("msg", arguments.only_srvs),
        services: of_kind("srv", arguments.only_msgs),
        actions: of_kind("action", arguments.only_msgs || arguments.only_srvs),
    };
    output.document(&report)?;
    let mut is_found = false;
    for (title, names) in [
        ("Messages", &report.messages),
        ("Services", &report.services),
        ("Actions", &report.actions),
    ] {
        if names.is_empty() {
            continue;
        }
        is_found = true;
        output.line(format_args!("{HEADING}{title}:{HEADING:#}"))?;
        names
            .iter()
            .try_for_each(|name| output.line(format_args!("    {name}")))?;
    }
    Ok(Outcome::found(is_found))
}
