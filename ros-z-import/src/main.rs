//! The command `ros-z-import`: an import with the paths and choices of the command line.

#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use ros_z_import::Import;

const USAGE: &str = "\
Writes Rust structs from ROS 2 packages of .msg, .srv and .action files.

usage: ros-z-import PATH... --out FOLDER [--module MODULE] [--only-ros-z] [--views-and-loans]
       ros-z-import PATH... --crate FOLDER [--ros-z FOLDER] [--views-and-loans]

  PATH             a package, a folder of packages, or a folder of definitions
  --out FOLDER     writes a module into FOLDER, such as src/interfaces
  --module MODULE  the path of that module; `crate` by default
  --only-ros-z     the code depends on ros-z alone, not on ros-z-core and ros-z-msgs
  --crate FOLDER   writes a new crate into FOLDER, named for it
  --ros-z FOLDER   the repository that contains the ros-z-core and ros-z-msgs of the new crate;
                   by default, it depends on their released versions
  --views-and-loans
                   adds #[ros(view)] and #[ros(loan)] to the messages that can have them

Packages that are neither given nor a part of ros-z-msgs are looked up in AMENT_PREFIX_PATH.";

fn main() -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)) {
        Ok(None) => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("error: {problem}\n\n{USAGE}");
            ExitCode::from(2)
        }
        Ok(Some(arguments)) => match arguments.run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                let mut source = std::error::Error::source(&error);
                while let Some(cause) = source {
                    eprintln!("  caused by: {cause}");
                    source = cause.source();
                }
                ExitCode::FAILURE
            }
        },
    }
}

/// The command line.
#[derive(Default)]
struct Arguments {
    paths: Vec<PathBuf>,
    out: Option<PathBuf>,
    new_crate: Option<PathBuf>,
    repository: Option<PathBuf>,
    module: Option<String>,
    only_ros_z: bool,
    views_and_loans: bool,
}

impl Arguments {
    /// Returns `None` if help is asked for.
    fn parse(arguments: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut parsed = Self::default();
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--help" | "-h" => return Ok(None),
                "--out" => parsed.out = Some(value()?.into()),
                "--crate" => parsed.new_crate = Some(value()?.into()),
                "--ros-z" => parsed.repository = Some(value()?.into()),
                "--module" => parsed.module = Some(value()?),
                "--only-ros-z" => parsed.only_ros_z = true,
                "--views-and-loans" => parsed.views_and_loans = true,
                option if option.starts_with('-') => return Err(format!("unknown option {option}")),
                path => parsed.paths.push(path.into()),
            }
        }
        if parsed.paths.is_empty() {
            return Err("no package to import".to_owned());
        }
        if parsed.out.is_some() == parsed.new_crate.is_some() {
            return Err("pass one of --out and --crate".to_owned());
        }
        let only_for_modules = parsed.module.is_some() || parsed.only_ros_z;
        if parsed.new_crate.is_some() && only_for_modules {
            return Err("--module and --only-ros-z belong to --out".to_owned());
        }
        Ok(Some(parsed))
    }

    fn run(self) -> Result<(), ros_z_import::ImportError> {
        let mut import = Import::new().with_ament_prefix_path();
        for path in self.paths {
            import = import.with_path(path);
        }
        if let Some(module) = self.module {
            import = import.with_module(module);
        }
        if self.only_ros_z {
            import = import.with_ros_z();
        }
        if self.views_and_loans {
            import = import.with_views_and_loans();
        }
        let imported = import.run()?;
        for warning in imported.warnings() {
            eprintln!("warning: {warning}");
        }
        let written = match (self.out, self.new_crate) {
            (Some(folder), _) => imported.write(folder)?,
            (None, folder) => imported.write_crate(folder.unwrap_or_default(), self.repository.as_deref())?,
        };
        println!(
            "{}: {} files written, {} unchanged, {} removed",
            imported.packages().join(", "),
            written.written.len(),
            written.unchanged.len(),
            written.removed.len()
        );
        Ok(())
    }
}
