//! `rosz import`: an import of `ros-z-import` with the choices of the command line.

use crate::exit::{Outcome, Result};
use crate::output::{Output, warn};
use clap::{ArgGroup, Args};
use ros_z_import::Import;
use serde::Serialize;
use std::path::PathBuf;

/// The command line of `rosz import`.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("target").required(true).args(["out", "new_crate"])))]
pub(crate) struct ImportArguments {
    /// A package, a folder of packages, or a folder of definitions
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write a module into this folder, such as src/interfaces
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// Write a new crate into this folder; the folder's name is the name of the crate
    #[arg(long = "crate", value_name = "FOLDER")]
    new_crate: Option<PathBuf>,

    /// Path of the module that --out writes [default: crate]
    #[arg(long, conflicts_with = "new_crate")]
    module: Option<String>,

    /// Write code that depends on ros-z alone, not on ros-z-core and ros-z-msgs
    #[arg(long, conflicts_with = "new_crate")]
    only_ros_z: bool,

    /// Clone of ros-z on which the new crate depends [default: the released versions]
    #[arg(long, value_name = "FOLDER", conflicts_with = "out")]
    ros_z: Option<PathBuf>,

    /// Add #[ros(view)] and #[ros(loan)] to the messages that can have them
    #[arg(long)]
    views_and_loans: bool,
}

#[derive(Serialize)]
struct ImportReport {
    packages: Vec<String>,
    written: Vec<PathBuf>,
    unchanged: Vec<PathBuf>,
    removed: Vec<PathBuf>,
    warnings: Vec<String>,
}

/// Imports the packages.
pub(crate) fn run(arguments: &ImportArguments, output: Output) -> Result {
    let mut import = Import::new().with_ament_prefix_path();
    for path in &arguments.paths {
        import = import.with_path(path);
    }
    if let Some(module) = &arguments.module {
        import = import.with_module(module);
    }
    if arguments.only_ros_z {
        import = import.with_ros_z();
    }
    if arguments.views_and_loans {
        import = import.with_views_and_loans();
    }
    let imported = import.run()?;
    imported.warnings().iter().for_each(warn);
    let written = match (&arguments.out, &arguments.new_crate) {
        (Some(folder), _) => imported.write(folder)?,
        (None, Some(folder)) => imported.write_crate(folder, arguments.ros_z.as_deref())?,
        (None, None) => return Ok(Outcome::Nothing),
    };
    output.line(format_args!(
        "{}: {} files written, {} unchanged, {} removed",
        imported.packages().join(", "),
        written.written.len(),
        written.unchanged.len(),
        written.removed.len()
    ))?;
    output.document(&ImportReport {
        packages: imported.packages().to_vec(),
        warnings: imported.warnings().to_vec(),
        written: written.written,
        unchanged: written.unchanged,
        removed: written.removed,
    })?;
    Ok(Outcome::Found)
}
