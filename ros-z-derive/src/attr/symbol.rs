//! The names of the `ros` attributes, and the list of those that each place takes. No other
//! file contains an attribute name as text.

/// `type_name = "pkg/msg/Name"` on a struct.
pub const TYPE_NAME: &str = "type_name";
/// `package = "pkg"` on a struct.
pub const PACKAGE: &str = "package";
/// `crate = path` on a struct or enum.
pub const CRATE: &str = "crate";
/// `hash = "RIHS01_…"` on a struct.
pub const HASH: &str = "hash";
/// `default` on a struct, `default = value` on a field.
pub const DEFAULT: &str = "default";
/// `view` or `view = Name` on a struct.
pub const VIEW: &str = "view";
/// `loan` or `loan = Name` on a struct.
pub const LOAN: &str = "loan";

/// `rename = "name"` on a field.
pub const RENAME: &str = "rename";
/// `max_len = N` on a field.
pub const MAX_LEN: &str = "max_len";
/// `max_string_len = N` on a field.
pub const MAX_STRING_LEN: &str = "max_string_len";
/// `wstring` on a field.
pub const WSTRING: &str = "wstring";
/// `char` on a field.
pub const CHAR: &str = "char";
/// `byte` on a field.
pub const BYTE: &str = "byte";
/// `skip` on a field.
pub const SKIP: &str = "skip";

/// `range = 0.0..=3.0` on a field of a struct of parameters.
pub const RANGE: &str = "range";
/// `step = 0.5` on a field of a struct of parameters.
pub const STEP: &str = "step";
/// `read_only` on a field of a struct of parameters.
pub const READ_ONLY: &str = "read_only";

/// The attributes of a struct, in the order in which errors list them.
pub const OF_STRUCT: &[&str] = &[TYPE_NAME, PACKAGE, CRATE, HASH, DEFAULT, VIEW, LOAN];

/// The attributes of an enum.
pub const OF_ENUM: &[&str] = &[TYPE_NAME, PACKAGE, CRATE];

/// The attributes of a field.
pub const OF_FIELD: &[&str] = &[
    RENAME,
    MAX_LEN,
    MAX_STRING_LEN,
    WSTRING,
    CHAR,
    BYTE,
    SKIP,
    DEFAULT,
];

/// The attributes of a struct or enum of parameters.
pub const OF_PARAMETERS: &[&str] = &[CRATE];

/// The attributes of a field of a struct of parameters.
pub const OF_PARAMETER_FIELD: &[&str] = &[RENAME, DEFAULT, RANGE, STEP, READ_ONLY];

/// The attributes of a variant of an enum of parameters.
pub const OF_PARAMETER_VARIANT: &[&str] = &[RENAME];
