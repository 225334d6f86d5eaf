// Written by ros-z-import from shape_msgs 5.3.6. Change the definition and import it again.

//! Solid shapes for planning and collision checks. Shapes for display are in `visualization_msgs`.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::Mesh as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f2150b82d8ee7e8bc3f396a2b158aefb4b9a5510a474be271ba1268aebb55289"
        );
        assert_eq!(
            <msg::MeshTriangle as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_618e5c073eeb729e433ef6226e72c01d995c459fb7d76348c9700409a5020bd0"
        );
        assert_eq!(
            <msg::Plane as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_dfbfe8314689c850615d4a727af017e9aa86c10e369a606c8c851ef8f16c58c8"
        );
        assert_eq!(
            <msg::SolidPrimitive as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2802a15190aadc3f496584df4b0b4c5824d8a0b31aaef839faa75bc34dda38ac"
        );
    }
}
