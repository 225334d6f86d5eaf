// Written by ros-z-import from msg/BatteryState.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::std_msgs::Header;

/// The charge, health and kind of a battery.
///
/// Values that are not measured are NaN.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct BatteryState {
    /// Time of the measurement, and frame of the battery.
    pub header: Header,
    /// Voltage, V.
    pub voltage: f32,
    /// Temperature, °C.
    pub temperature: f32,
    /// Current, A; negative while discharging.
    pub current: f32,
    /// Charge left, A·h.
    pub charge: f32,
    /// Charge when last full, A·h.
    pub capacity: f32,
    /// Charge by design, A·h.
    pub design_capacity: f32,
    /// Charge left as a fraction, 0 to 1.
    pub percentage: f32,
    /// State of the charger: a `POWER_SUPPLY_STATUS_…` constant.
    pub power_supply_status: u8,
    /// Condition: a `POWER_SUPPLY_HEALTH_…` constant.
    pub power_supply_health: u8,
    /// Chemistry: a `POWER_SUPPLY_TECHNOLOGY_…` constant.
    pub power_supply_technology: u8,
    /// Whether there is a battery.
    pub present: bool,
    /// Voltage of each cell, V; NaN for cells without a value, empty if the number is unknown.
    pub cell_voltage: Vec<f32>,
    /// Temperature of each cell, °C; NaN for cells without a value, empty if the number is
    /// unknown.
    pub cell_temperature: Vec<f32>,
    /// Location of the battery, for example a slot number.
    pub location: String,
    /// Serial number of the battery.
    pub serial_number: String,
}

#[ros_constants]
impl BatteryState {
    /// The state of the charger is unknown.
    pub const POWER_SUPPLY_STATUS_UNKNOWN: u8 = 0;
    /// The battery charges.
    pub const POWER_SUPPLY_STATUS_CHARGING: u8 = 1;
    /// The battery discharges.
    pub const POWER_SUPPLY_STATUS_DISCHARGING: u8 = 2;
    /// The battery neither charges nor discharges.
    pub const POWER_SUPPLY_STATUS_NOT_CHARGING: u8 = 3;
    /// The battery is full.
    pub const POWER_SUPPLY_STATUS_FULL: u8 = 4;
    /// The condition is unknown.
    pub const POWER_SUPPLY_HEALTH_UNKNOWN: u8 = 0;
    /// The battery is in order.
    pub const POWER_SUPPLY_HEALTH_GOOD: u8 = 1;
    /// The battery is too hot.
    pub const POWER_SUPPLY_HEALTH_OVERHEAT: u8 = 2;
    /// The battery is dead.
    pub const POWER_SUPPLY_HEALTH_DEAD: u8 = 3;
    /// The voltage is too high.
    pub const POWER_SUPPLY_HEALTH_OVERVOLTAGE: u8 = 4;
    /// The battery failed for a reason without a constant.
    pub const POWER_SUPPLY_HEALTH_UNSPEC_FAILURE: u8 = 5;
    /// The battery is too cold.
    pub const POWER_SUPPLY_HEALTH_COLD: u8 = 6;
    /// The watchdog of the charger ran out.
    pub const POWER_SUPPLY_HEALTH_WATCHDOG_TIMER_EXPIRE: u8 = 7;
    /// The safety timer of the charger ran out.
    pub const POWER_SUPPLY_HEALTH_SAFETY_TIMER_EXPIRE: u8 = 8;
    /// The chemistry is unknown.
    pub const POWER_SUPPLY_TECHNOLOGY_UNKNOWN: u8 = 0;
    /// Nickel–metal hydride.
    pub const POWER_SUPPLY_TECHNOLOGY_NIMH: u8 = 1;
    /// Lithium-ion.
    pub const POWER_SUPPLY_TECHNOLOGY_LION: u8 = 2;
    /// Lithium polymer.
    pub const POWER_SUPPLY_TECHNOLOGY_LIPO: u8 = 3;
    /// Lithium iron phosphate.
    pub const POWER_SUPPLY_TECHNOLOGY_LIFE: u8 = 4;
    /// Nickel–cadmium.
    pub const POWER_SUPPLY_TECHNOLOGY_NICD: u8 = 5;
    /// Lithium manganese.
    pub const POWER_SUPPLY_TECHNOLOGY_LIMN: u8 = 6;
    /// Lithium with a ternary cathode.
    pub const POWER_SUPPLY_TECHNOLOGY_TERNARY: u8 = 7;
    /// Sealed lead–acid.
    pub const POWER_SUPPLY_TECHNOLOGY_VRLA: u8 = 8;
}
