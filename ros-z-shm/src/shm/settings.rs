//! Settings from builders and the environment: set one by one, in any order. They become a [`ShmMode`] at the end, when
//! the pool is created, once.

use std::{env, ffi::OsString, sync::Arc};

use super::{
    config::{DEFAULT_THRESHOLD, ShmConfig},
    error::ShmError,
    limits::ShmLimits,
    mode::ShmMode,
    policy::AllocPolicy,
    pool::ShmPool,
    pool_size::PoolSize,
    retention_limits::RetentionLimits,
    zenoh_sizes::MAX_POOL_SIZE,
};

/// The environment variable for the size of the pool, in bytes.
pub const POOL_SIZE_VARIABLE: &str = "ZENOH_SHM_ALLOC_SIZE";

/// The environment variable for the size from which messages use shared memory, in bytes.
pub const THRESHOLD_VARIABLE: &str = "ZENOH_SHM_MESSAGE_SIZE_THRESHOLD";

/// The environment variable that switches local lanes off for the process, with `off`, `0` or `false`. With `on`, `1` or
/// `true`, they are on, as without the variable.
pub const LANE_VARIABLE: &str = "ROS_Z_LANE";

/// The shared memory settings of a builder.
///
/// The order of the calls does not matter, with one exception: of the calls that name a pool or switch shared memory on
/// or off, the last one wins.
///
/// # Examples
///
/// ```no_run
/// use ros_z_shm::shm::{ShmMode, ShmSettings};
///
/// let settings = ShmSettings::new().with_threshold(50_000).with_pool_size(1024 * 1024)?;
/// let ShmMode::On(config) = settings.build()? else {
///     unreachable!("a pool size switches shared memory on")
/// };
/// assert_eq!(config.threshold(), 50_000);
/// # Ok::<(), ros_z_shm::shm::ShmError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ShmSettings {
    choice: Choice,
    threshold: Option<usize>,
    policy: Option<AllocPolicy>,
    retention: Option<RetentionLimits>,
    required: bool,
    without_lane: bool,
}

#[derive(Clone, Debug, Default)]
enum Choice {
    #[default]
    Inherit,
    Off,
    DefaultPool,
    PoolOf(usize),
    Config(ShmConfig),
}

impl ShmSettings {
    /// Creates empty settings, which inherit the mode of the level above.
    pub fn new() -> Self {
        Self::default()
    }

    /// Switches shared memory on, with a pool of the [default size](ShmLimits::default_pool_size) unless another pool
    /// was named.
    pub fn with_enabled(mut self) -> Self {
        if let Choice::Inherit | Choice::Off = self.choice {
            self.choice = Choice::DefaultPool;
        }
        self
    }

    /// Switches shared memory on, with a new pool of `bytes` bytes.
    ///
    /// # Errors
    ///
    /// No machine can create a pool of this size: 0, or above 4 GiB. [`build`](Self::build) reports whether this
    /// machine can.
    pub fn with_pool_size(mut self, bytes: usize) -> Result<Self, ShmError> {
        PoolSize::new(bytes)?;
        self.choice = Choice::PoolOf(bytes);
        Ok(self)
    }

    /// Switches shared memory on with `config`; these settings override parts of it.
    pub fn with_config(mut self, config: ShmConfig) -> Self {
        self.choice = Choice::Config(config);
        self
    }

    /// Switches shared memory off, whatever the level above does.
    pub fn without_shm(mut self) -> Self {
        self.choice = Choice::Off;
        self
    }

    /// Uses shared memory for messages of at least `threshold` bytes. Does not switch it on.
    pub fn with_threshold(mut self, threshold: usize) -> Self {
        self.threshold = Some(threshold);
        self
    }

    /// Sets the allocation policy.
    pub fn with_policy(mut self, policy: AllocPolicy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Sets the limits on keeping messages in flight.
    pub fn with_retention(mut self, limits: RetentionLimits) -> Self {
        self.retention = Some(limits);
        self
    }

    /// Makes it an error if the pool cannot be created. Otherwise, messages fall back to the heap.
    pub fn with_required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sends no messages through local lanes, and receives none.
    pub fn without_lane(mut self) -> Self {
        self.without_lane = true;
        self
    }

    /// Returns whether local lanes may be used: unless these settings or the variable [`ROS_Z_LANE`](LANE_VARIABLE)
    /// switch them off. An unusable value of the variable is an error of the session.
    #[must_use]
    pub fn has_lane(&self) -> bool {
        !self.without_lane && has_lanes(env::var_os(LANE_VARIABLE)).unwrap_or(true)
    }

    /// Creates the pool, and returns the mode.
    ///
    /// If the pool cannot be created, this logs a warning, and messages fall back to the heap with
    /// [`FallbackReason::PoolUnavailable`](super::FallbackReason::PoolUnavailable).
    ///
    /// # Errors
    ///
    /// The pool cannot be created, and shared memory is required.
    pub fn build(self) -> Result<ShmMode, ShmError> {
        self.build_below(&ShmMode::Inherit)
    }

    /// As [`build`](Self::build), below a level with this mode: without a choice of a pool, these settings modify the
    /// configuration that is inherited.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build).
    pub fn build_below(self, above: &ShmMode) -> Result<ShmMode, ShmError> {
        let pool = match &self.choice {
            Choice::Inherit if self.is_empty() => return Ok(ShmMode::Inherit),
            Choice::Inherit => match above {
                ShmMode::On(config) => return self.finish(config.clone()),
                ShmMode::Off => return Ok(ShmMode::Inherit),
                ShmMode::Inherit => {
                    self.warn_of_no_effect();
                    return Ok(ShmMode::Inherit);
                }
            },
            Choice::Off => return Ok(ShmMode::Off),
            Choice::Config(config) => return self.finish(config.clone()),
            Choice::DefaultPool => ShmPool::of(ShmLimits::read().default_pool_size()),
            Choice::PoolOf(bytes) => ShmPool::of(*bytes),
        };
        match pool {
            Ok(pool) => self.finish(ShmConfig::with_pool(pool)),
            Err(error) if self.required => Err(error),
            Err(error) => {
                error.warn();
                self.finish(ShmConfig::with_pool(ShmPool::unavailable(Arc::new(error))))
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.threshold.is_none() && self.policy.is_none() && self.retention.is_none() && !self.required
    }

    fn warn_of_no_effect(&self) {
        if let Some(threshold) = self.threshold {
            tracing::warn!(
                "the shared memory threshold of {threshold} bytes has no effect, because shared memory is \
                 off here; switch it on with a pool size"
            );
        }
    }

    /// Applies the settings other than the pool to `config`.
    fn finish(&self, mut config: ShmConfig) -> Result<ShmMode, ShmError> {
        if let Some(threshold) = self.threshold {
            config = config.with_threshold(threshold);
        }
        if let Some(policy) = self.policy {
            config = config.with_policy(policy);
        }
        if let Some(limits) = self.retention {
            config = config.with_retention(limits);
        }
        if self.required {
            config = config.with_required();
        }
        match config.pool().error() {
            Some(error) if config.is_required() => Err(ShmError::Unavailable(error.clone())),
            _ => Ok(ShmMode::On(config)),
        }
    }

    /// Reads the settings from the environment of `lookup`; `None` if neither variable is set.
    ///
    /// # Errors
    ///
    /// A variable is not a whole number of bytes in the valid range.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Option<Self>, ShmError> {
        let bytes = number(POOL_SIZE_VARIABLE, lookup(POOL_SIZE_VARIABLE))?;
        let threshold = number(THRESHOLD_VARIABLE, lookup(THRESHOLD_VARIABLE))?;
        if bytes.is_none() && threshold.is_none() {
            return Ok(None);
        }
        let settings = match bytes {
            Some(bytes) => Self::new().with_pool_size(bytes)?,
            None => Self::new().with_enabled(),
        };
        Ok(Some(
            settings.with_threshold(threshold.unwrap_or(DEFAULT_THRESHOLD)),
        ))
    }
}

impl ShmConfig {
    /// Reads the configuration from the environment, from two variables that `rmw_zenoh` also uses:
    /// `ZENOH_SHM_ALLOC_SIZE` and `ZENOH_SHM_MESSAGE_SIZE_THRESHOLD`.
    ///
    /// Either one switches shared memory on; returns `None` if neither is set. If the pool cannot be created, this logs
    /// a warning, and messages fall back to the heap.
    ///
    /// # Errors
    ///
    /// A variable is not a whole number of bytes in the valid range.
    pub fn from_env() -> Result<Option<Self>, ShmError> {
        let Some(settings) = ShmSettings::from_lookup(|name| env::var_os(name))? else {
            return Ok(None);
        };
        Ok(match settings.build()? {
            ShmMode::On(config) => Some(config),
            ShmMode::Inherit | ShmMode::Off => None,
        })
    }
}

/// Returns whether the environment permits local lanes.
///
/// # Errors
///
/// [`ShmError::InvalidSwitch`] if the variable has another value than [`LANE_VARIABLE`] takes.
pub(crate) fn lanes_of_environment() -> Result<bool, ShmError> {
    has_lanes(env::var_os(LANE_VARIABLE))
}

/// Parses a switch, which is on without a value.
fn has_lanes(value: Option<OsString>) -> Result<bool, ShmError> {
    let text = value.unwrap_or_default().to_string_lossy().into_owned();
    match text.trim().to_ascii_lowercase().as_str() {
        "" | "on" | "1" | "true" => Ok(true),
        "off" | "0" | "false" => Ok(false),
        _ => Err(ShmError::InvalidSwitch {
            variable: LANE_VARIABLE,
            value: text,
        }),
    }
}

/// Parses a whole number of bytes from 1 to 4 GiB.
fn number(variable: &'static str, value: Option<OsString>) -> Result<Option<usize>, ShmError> {
    let Some(value) = value else {
        return Ok(None);
    };
    let bytes = value.to_str().and_then(|text| text.trim().parse().ok());
    match bytes {
        Some(bytes) if (1..=MAX_POOL_SIZE).contains(&(bytes as u64)) => Ok(Some(bytes)),
        _ => Err(ShmError::InvalidVariable {
            variable,
            value: value.to_string_lossy().into_owned(),
            max: MAX_POOL_SIZE,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::test_pool::made, *};

    const POOL: usize = 64 << 10;

    fn on(settings: ShmSettings) -> Option<ShmConfig> {
        match made(settings.build())? {
            ShmMode::On(config) => Some(config),
            mode => panic!("expected `On`, got {mode:?}"),
        }
    }

    #[test]
    fn empty_settings_inherit_and_a_threshold_switches_nothing_on() {
        for settings in [ShmSettings::new(), ShmSettings::new().with_threshold(9)] {
            assert!(matches!(settings.build(), Ok(ShmMode::Inherit)));
        }
    }

    #[test]
    fn the_order_of_settings_does_not_matter() -> Result<(), ShmError> {
        let orders = [
            ShmSettings::new()
                .with_enabled()
                .with_threshold(9)
                .with_pool_size(POOL)?,
            ShmSettings::new()
                .with_threshold(9)
                .with_pool_size(POOL)?
                .with_enabled(),
            ShmSettings::new()
                .with_pool_size(POOL)?
                .with_enabled()
                .with_threshold(9),
        ];
        for settings in orders {
            let Some(config) = on(settings.with_required()) else {
                return Ok(());
            };
            assert_eq!(config.threshold(), 9);
            assert_eq!(config.pool().capacity(), Some(POOL));
        }
        Ok(())
    }

    #[test]
    fn settings_without_a_pool_modify_the_inherited_one() -> Result<(), ShmError> {
        let config = ShmConfig::without_pool().with_threshold(1000);
        let above = ShmMode::On(config);
        let threshold = |mode: &ShmMode| match mode {
            ShmMode::On(config) => Some(config.threshold()),
            _ => None,
        };
        let own = ShmSettings::new().with_threshold(7).build_below(&above)?;
        assert_eq!(threshold(&own), Some(7));
        let policy = ShmSettings::new()
            .with_policy(AllocPolicy::FailFast)
            .build_below(&above)?;
        assert_eq!(threshold(&policy), Some(1000), "an unset value is inherited");
        assert!(matches!(&policy, ShmMode::On(config) if config.pool().policy() == AllocPolicy::FailFast));
        for nothing in [
            ShmSettings::new().build_below(&above)?,
            ShmSettings::new().with_threshold(7).build_below(&ShmMode::Off)?,
        ] {
            assert!(matches!(nothing, ShmMode::Inherit), "{nothing:?}");
        }
        Ok(())
    }

    #[test]
    fn the_last_of_on_and_off_wins() -> Result<(), ShmError> {
        let off = ShmSettings::new().with_pool_size(POOL)?.without_shm();
        assert!(matches!(off.clone().build(), Ok(ShmMode::Off)));
        let on_again = off.with_config(ShmConfig::without_pool()).build();
        assert!(matches!(on_again, Ok(ShmMode::On(_))));
        Ok(())
    }

    #[test]
    fn impossible_sizes_fail_at_once() {
        for bytes in [0, usize::MAX] {
            assert!(ShmSettings::new().with_pool_size(bytes).is_err());
        }
    }

    #[test]
    fn a_missing_pool_is_an_error_only_when_required() {
        let settings = ShmSettings::new().with_config(ShmConfig::without_pool());
        assert!(matches!(settings.clone().build(), Ok(ShmMode::On(_))));
        let error = settings.with_required().build();
        assert!(matches!(error, Err(ShmError::Unavailable(_))), "{error:?}");
    }

    /// Size and threshold in the environment, empty for an unset variable, and the resulting pool and threshold.
    const TABLE: [(&str, &str, Option<usize>, usize); 4] = [
        ("65536", "", Some(65536), DEFAULT_THRESHOLD),
        ("", "10000", None, 10_000),
        ("1", "1", Some(1), 1),
        (" 52428800\n", "4294967296", Some(50 << 20), 1 << 32),
    ];

    fn lookup(size: Option<&str>, threshold: Option<&str>) -> Result<Option<ShmSettings>, ShmError> {
        ShmSettings::from_lookup(|name| match name {
            "ZENOH_SHM_ALLOC_SIZE" => size.map(OsString::from),
            "ZENOH_SHM_MESSAGE_SIZE_THRESHOLD" => threshold.map(OsString::from),
            _ => None,
        })
    }

    #[test]
    fn either_variable_switches_on_and_the_other_has_its_default() -> Result<(), ShmError> {
        let set = |text: &'static str| (!text.is_empty()).then_some(text);
        for (size, threshold, bytes, least) in TABLE {
            let (size, threshold) = (set(size), set(threshold));
            let settings = lookup(size, threshold)?.unwrap_or_default();
            let pool = match settings.choice {
                Choice::PoolOf(pool) => Some(pool),
                Choice::DefaultPool => None,
                other => panic!("{size:?}: {other:?}"),
            };
            assert_eq!(pool, bytes, "{size:?}");
            assert_eq!(settings.threshold, Some(least), "{threshold:?}");
        }
        assert!(lookup(None, None)?.is_none());
        Ok(())
    }

    #[test]
    fn lanes_are_on_unless_the_environment_switches_them_off() -> Result<(), ShmError> {
        assert!(has_lanes(None)?);
        for (value, is_on) in [
            ("", true),
            ("on", true),
            ("True", true),
            ("1", true),
            ("off", false),
            ("OFF\n", false),
            ("0", false),
            ("False", false),
        ] {
            assert_eq!(has_lanes(Some(value.into()))?, is_on, "{value:?}");
        }
        let error = has_lanes(Some("never".into())).expect_err("the value is unknown");
        assert_eq!(error.to_string(), "ROS_Z_LANE is `never`; it takes `on` or `off`");
        assert!(!ShmSettings::new().without_lane().has_lane());
        Ok(())
    }

    #[test]
    fn unusable_variables_are_named_with_value_and_range() {
        for bad in [
            "",
            "0",
            "-1",
            "10MB",
            "0x10",
            "1.5",
            "4294967297",
            "99999999999999999999",
        ] {
            for (variable, answer) in [
                (POOL_SIZE_VARIABLE, lookup(Some(bad), None)),
                (THRESHOLD_VARIABLE, lookup(None, Some(bad))),
            ] {
                let text = answer.map(|_| ()).map_err(|error| error.to_string());
                let expected =
                    format!("{variable} is `{bad}`; it takes a whole number of bytes from 1 to 4294967296");
                assert_eq!(text, Err(expected));
            }
        }
    }
}
