//! Light, pressure, humidity and temperature of the surroundings.
//! Temperatures of batteries are in `battery`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// A temperature.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct Temperature {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Temperature, °C.
    pub temperature: f64,
    /// Variance of the temperature, °C²; 0 if unknown.
    pub variance: f64,
}

/// An absolute pressure of air or of another fluid.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct FluidPressure {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Absolute pressure, Pa.
    pub fluid_pressure: f64,
    /// Variance of the pressure, Pa²; 0 if unknown.
    pub variance: f64,
}

/// How close air is to holding all the water it can.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct RelativeHumidity {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Ratio of the vapour pressure to the pressure of saturated vapour, 0 to 1.
    pub relative_humidity: f64,
    /// Variance of the ratio; 0 if unknown.
    pub variance: f64,
}

/// The light that falls on a surface, weighted as the eye sees it.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct Illuminance {
    /// Time of the measurement, and frame whose X axis the sensor looks along.
    pub header: Header,
    /// Illuminance, lx.
    pub illuminance: f64,
    /// Variance of the illuminance, lx²; 0 if unknown.
    pub variance: f64,
}
