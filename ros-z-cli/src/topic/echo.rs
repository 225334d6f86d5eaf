//! `rosz topic echo`.

use super::feed::{Arrived, Feed, FeedArguments, Source};
use crate::exit::{Outcome, Result, UsageError};
use crate::names::shown;
use crate::network::NetworkArguments;
use crate::output::{Output, printable, warn};
use crate::types::TypeArguments;
use clap::Args;
use ros_z::core::dynamic::{DynamicView, Schema, ValueView, YamlOptions};
use std::fmt::Write as _;
use std::io::{self, Write as _};

#[derive(Args, Debug)]
pub(super) struct EchoArguments {
    #[command(flatten)]
    feed: FeedArguments,

    /// Print one message, then end
    #[arg(long, conflicts_with = "count")]
    once: bool,

    /// Print this many messages, then end
    #[arg(short = 'n', long, value_name = "COUNT")]
    count: Option<u64>,

    /// Print only this field, such as `pose.position.x` or `ranges[3]`
    #[arg(long, value_name = "PATH")]
    field: Option<String>,

    /// Print each message as one line of comma-separated values
    #[arg(long, conflicts_with = "json")]
    csv: bool,

    /// Print arrays and strings in full
    #[arg(short, long)]
    full_length: bool,

    /// Print at most this many elements of an array, and this many characters of a string
    #[arg(
        short = 'l',
        long,
        value_name = "LENGTH",
        default_value_t = 128,
        conflicts_with = "full_length"
    )]
    truncate_length: usize,

    /// Print the types of arrays instead of their elements
    #[arg(long)]
    no_arr: bool,

    /// Print the lengths of strings instead of their text
    #[arg(long)]
    no_str: bool,

    /// Print each array in one line
    #[arg(long)]
    flow_style: bool,

    #[command(flatten)]
    types: TypeArguments,
}

impl EchoArguments {
    fn yaml(&self) -> YamlOptions {
        let mut options = YamlOptions::new();
        if !self.full_length {
            options = options.with_truncate_length(self.truncate_length);
        }
        if self.no_arr {
            options = options.without_arrays();
        }
        if self.no_str {
            options = options.without_strings();
        }
        if self.flow_style {
            options = options.with_flow_style();
        }
        options
    }

    /// Returns the part of a message that is printed.
    fn part<'a>(&self, message: &DynamicView<'a>) -> Result<ValueView<'a>> {
        match &self.field {
            Some(path) => Ok(message.get(path)?),
            None => Ok(ValueView::Message(message.clone())),
        }
    }
}

pub(super) fn run(arguments: &EchoArguments, network: &NetworkArguments, output: Output) -> Result {
    let Some(source) = Source::open(&arguments.feed, network)? else {
        return Ok(Outcome::Nothing);
    };
    // Messages that arrive while the description is looked for are kept.
    let feed = source.subscribe()?;
    let schema = feed.find_type(&arguments.types)?.schema;
    if let Some(path) = &arguments.field {
        schema
            .field(path)
            .map_err(|error| UsageError(format!("--field: {error}")))?;
    }
    let most = if arguments.once { Some(1) } else { arguments.count };
    let printed = print_all(arguments, &feed, &schema, most, output);
    feed.note_losses();
    Ok(Outcome::found(printed? > 0))
}

fn print_all(
    arguments: &EchoArguments,
    feed: &Feed,
    schema: &Schema,
    most: Option<u64>,
    output: Output,
) -> Result<u64> {
    let mut printed = 0;
    while most.is_none_or(|most| printed < most) {
        let Some(arrived) = feed.next() else {
            break;
        };
        match print(arguments, schema, &arrived, output) {
            Err(error) if error.is::<ros_z::core::dynamic::ReadError>() => {
                warn(format_args!(
                    "a message of {} cannot be read: {error}",
                    shown(&feed.topic)
                ));
            }
            // The path is right for the type, but not for this message, whose sequence is shorter.
            Err(error) if error.is::<ros_z::core::dynamic::PathError>() => warn(error),
            result => {
                result?;
                printed += 1;
            }
        }
    }
    Ok(printed)
}

fn print(arguments: &EchoArguments, schema: &Schema, arrived: &Arrived, output: Output) -> Result<()> {
    let message = DynamicView::new(schema, arrived.sample.to_contiguous())?;
    let part = arguments.part(&message)?;
    if output.is_json() {
        return output.record(&part);
    }
    let mut stdout = io::stdout().lock();
    if arguments.csv {
        let mut line = String::new();
        write_csv(&part, &mut line)?;
        writeln!(stdout, "{line}")?;
    } else {
        writeln!(
            stdout,
            "{}\n---",
            printable(&part.yaml(arguments.yaml()).to_string())
        )?;
    }
    stdout.flush()?;
    Ok(())
}

/// Appends all values of a part, in the order of the wire.
fn write_csv(value: &ValueView<'_>, line: &mut String) -> Result<()> {
    let mut queue = vec![value.clone()];
    let mut is_first = true;
    while let Some(value) = queue.pop() {
        match value {
            ValueView::Message(message) => {
                let mut fields: Vec<_> = message.fields().map(|(_, value)| value).collect();
                fields.reverse();
                queue.append(&mut fields);
            }
            ValueView::List(list) => {
                let mut elements: Vec<_> = list.iter().collect();
                elements.reverse();
                queue.append(&mut elements);
            }
            value => {
                if !is_first {
                    line.push(',');
                }
                is_first = false;
                write_csv_value(&value, line)?;
            }
        }
    }
    Ok(())
}

fn write_csv_value(value: &ValueView<'_>, line: &mut String) -> Result<()> {
    let text = match value {
        ValueView::String(text) => text.to_string_lossy().into_owned(),
        ValueView::Wstring(text) => text.to_text().unwrap_or_else(|_| text_of(value)),
        other => text_of(other),
    };
    // RFC 4180.
    if text.contains([',', '"', '\n', '\r']) {
        write!(line, "\"{}\"", text.replace('"', "\"\""))?;
    } else {
        line.push_str(&text);
    }
    Ok(())
}

fn text_of(value: &ValueView<'_>) -> String {
    value.yaml(YamlOptions::new()).to_string()
}
