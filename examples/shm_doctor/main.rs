//! Checks whether shared memory works on this machine, for this user, in this terminal, and prints what to
//! change if it does not. Exits with 0 if it works.
//!
//! ```text
//! cargo run --release --example shm_doctor
//! ```
//!
//! The result depends on the user and the container: to check another one, copy the program and run it there.

mod checks;
mod self_test;

use std::process::ExitCode;

use checks::Check;

fn main() -> ros_z::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {}
        // The two kinds of child processes.
        ["pool", bytes] => return Ok(checks::make_pool(bytes.parse()?)),
        ["receive", endpoint] => return self_test::receive(endpoint).map(|()| ExitCode::SUCCESS),
        _ => return Err("shm_doctor takes no arguments".into()),
    }

    let mut checks = vec![
        checks::dev_shm(),
        checks::leftovers(),
        checks::locked_memory(),
        checks::ros_nodes(),
    ];
    for (bytes, use_of_it) in checks::pools() {
        let mut pool = checks::pool(bytes, use_of_it)?;
        if checks
            .iter()
            .any(|smaller| smaller.name.starts_with("pool") && smaller.cure.is_some())
        {
            // Both pools need the same change.
            pool.cure = None;
        }
        checks.push(pool);
    }
    checks.push(self_test::run()?);

    println!("{:<17} {:<6} found", "checked", "");
    for check in &checks {
        println!("{:<17} {:<6} {}", check.name, check.state, check.found);
    }
    let mut cures: Vec<&str> = checks.iter().filter_map(|check| check.cure.as_deref()).collect();
    cures.dedup();
    if !cures.is_empty() {
        println!("\nTo change:");
        cures.iter().for_each(|cure| println!("- {cure}"));
    }
    let is_well = !checks.iter().any(Check::has_failed);
    match is_well {
        true => println!("\nShared memory works here."),
        false => {
            println!("\nShared memory does not work here yet. Messages go over the network; none is lost.")
        }
    }
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
