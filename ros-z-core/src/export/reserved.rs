//! Names that ROS allows and a language or tool of ROS 2 does not. Which name is judged by which rule, and what an
//! error says beyond the reason, is in `package`.

use core::fmt;

/// Why a name cannot be used in a package of ROS 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reserved {
    /// It is a keyword of C or C++.
    Cpp,
    /// It is a keyword of Python.
    Python,
    /// It is a keyword of Python and of C or C++.
    CppAndPython,
    /// It is a macro of the headers that the generated C and C++ code includes, or of others of the standard library.
    Macro,
    /// The code that rosidl generates has a use of its own for it.
    Rosidl,
    /// It is the name of a CMake target.
    CMake,
}

impl fmt::Display for Reserved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpp => "is a keyword of C or C++",
            Self::Python => "is a keyword of Python",
            Self::CppAndPython => "is a keyword of C++ and Python",
            Self::Macro => "is a macro of the standard C and C++ headers",
            Self::Rosidl => "has another meaning in the code that rosidl generates",
            Self::CMake => "is a reserved target name of CMake",
        })
    }
}

/// Lower case keywords of C17 and C++20, and of GNU C.
const CPP: &str = "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t \
class co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype default \
delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable \
namespace new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires \
restrict return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true \
try typedef typeid typename typeof union unsigned using virtual void volatile wchar_t while xor xor_eq";

/// Lower case keywords of Python 3.
const PYTHON: &str = "and as assert async await break class continue def del elif else except finally for from global if \
import in is lambda nonlocal not or pass raise return try while with yield";

/// Attributes of generated Python classes, and the member that stands for none.
const FIELDS_OF_ROSIDL: &str = "builtins check_fields fields_and_field_types get_fields_and_field_types \
structure_needs_at_least_one_member";

/// Types in the C++ struct of a message. Its destructor cannot be called by a name that is one of them.
const MEMBERS_OF_MESSAGES: &str = "ConstPtr ConstRawPtr ConstSharedPtr ConstUniquePtr ConstUniquePtrWithDeleter \
ConstWeakPtr Ptr RawPtr SharedPtr UniquePtr UniquePtrWithDeleter WeakPtr";

/// Types in the C++ struct of a service.
const MEMBERS_OF_SERVICES: &str = "Event Request Response";

const TARGETS: &str =
    "all clean edit_cache help install package package_source preinstall rebuild_cache test";

/// Starts of macros of ROS 2 itself.
const PREFIXES: [&str; 5] = ["EPROSIMA_", "FASTCDR_", "RCUTILS_", "RMW_", "ROSIDL_"];

/// Macros that have the form of a field or constant, but no arguments unless a generated use would expand them: of all
/// standard headers of GCC 12 with glibc 2.36 on x86-64, of Python 3.11, NumPy, and ROS 2 Jazzy.
const MACROS: &str = include_str!("macros.txt");

/// Judges the name of a field.
pub(super) fn field(name: &str) -> Option<Reserved> {
    keyword(name).or_else(|| {
        let reserved = [(MACROS, Reserved::Macro), (FIELDS_OF_ROSIDL, Reserved::Rosidl)];
        reserved
            .into_iter()
            .find_map(|(names, why)| is_one(name, names).then_some(why))
    })
}

/// Judges the name of a constant.
pub(super) fn constant(name: &str) -> Option<Reserved> {
    if is_one(name, MACROS) || PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        Some(Reserved::Macro)
    } else {
        (name == "SLOT_TYPES").then_some(Reserved::Rosidl)
    }
}

/// Judges the name of a message, without its package.
pub(super) fn message(name: &str) -> Option<Reserved> {
    type_name(name).or_else(|| is_one(name, MEMBERS_OF_MESSAGES).then_some(Reserved::Rosidl))
}

/// Judges the name of a service, without its package.
pub(super) fn service(name: &str) -> Option<Reserved> {
    type_name(name).or_else(|| is_one(name, MEMBERS_OF_SERVICES).then_some(Reserved::Rosidl))
}

fn type_name(name: &str) -> Option<Reserved> {
    if is_one(name, "False None True") {
        Some(Reserved::Python)
    } else {
        is_one(name, MACROS).then_some(Reserved::Macro)
    }
}

/// Judges the name of a package.
pub(super) fn package(name: &str) -> Option<Reserved> {
    keyword(name).or_else(|| {
        let reserved = [(MACROS, Reserved::Macro), (TARGETS, Reserved::CMake)];
        reserved
            .into_iter()
            .find_map(|(names, why)| is_one(name, names).then_some(why))
    })
}

fn keyword(name: &str) -> Option<Reserved> {
    match (is_one(name, CPP), is_one(name, PYTHON)) {
        (true, true) => Some(Reserved::CppAndPython),
        (true, false) => Some(Reserved::Cpp),
        (false, true) => Some(Reserved::Python),
        (false, false) => None,
    }
}

fn is_one(name: &str, names: &str) -> bool {
    names.split_ascii_whitespace().any(|other| other == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_language_takes_are_found_with_the_reason() {
        for (name, why) in [
            ("class", Some(Reserved::CppAndPython)),
            ("restrict", Some(Reserved::Cpp)),
            ("lambda", Some(Reserved::Python)),
            ("linux", Some(Reserved::Macro)),
            ("st_mtime", Some(Reserved::Macro)),
            ("assert", Some(Reserved::Python)),
            ("check_fields", Some(Reserved::Rosidl)),
            ("type", None),
            ("match", None),
            ("stderr", None),
            ("isnan", None),
        ] {
            assert_eq!(field(name), why, "{name}");
        }
        for (name, why) in [
            ("NULL", Some(Reserved::Macro)),
            ("EOF", Some(Reserved::Macro)),
            ("INT_MAX", Some(Reserved::Macro)),
            ("RMW_RET_OK", Some(Reserved::Macro)),
            ("SLOT_TYPES", Some(Reserved::Rosidl)),
            ("ERROR", None),
            ("IDLE", None),
        ] {
            assert_eq!(constant(name), why, "{name}");
        }
        assert_eq!(message("None"), Some(Reserved::Python));
        assert_eq!(message("EOF"), Some(Reserved::Macro));
        assert_eq!(message("RawPtr"), Some(Reserved::Rosidl));
        assert_eq!((message("Type"), message("Request")), (None, None));
        assert_eq!(service("Request"), Some(Reserved::Rosidl));
        assert_eq!((service("Type"), service("Ptr")), (None, None));
        assert_eq!(package("test"), Some(Reserved::CMake));
        assert_eq!(package("union"), Some(Reserved::Cpp));
        assert_eq!(package("std_msgs"), None);
    }
}
