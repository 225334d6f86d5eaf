//! Writes the random types of the differential test: `cargo run -p ros-z-tests-wire --example generate_types
//! -- [seed] [count]`.

use std::path::Path;

use ros_z_tests_wire::random_types::generate;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let count = arguments.next().map_or(Ok(240), |count| count.parse())?;
    let types = generate(seed, count);
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential");
    std::fs::write(dir.join("types.rs"), types.rust)?;
    std::fs::write(dir.join("types.jsonl"), types.definitions)?;
    println!("{count} types from seed {seed} are in {}", dir.display());
    Ok(())
}
