//! The names of users, from `/etc/passwd`.

use std::collections::HashMap;
use std::fs;

/// The names of the users of this system.
#[derive(Debug, Default)]
pub(super) struct Users {
    names: HashMap<u32, String>,
}

impl Users {
    pub(super) fn read() -> Self {
        Self::parse(&fs::read_to_string("/etc/passwd").unwrap_or_default())
    }

    fn parse(passwd: &str) -> Self {
        let user = |line: &str| {
            let mut fields = line.split(':');
            let name = fields.next()?.to_owned();
            Some((fields.nth(1)?.parse().ok()?, name))
        };
        Self {
            names: passwd.lines().filter_map(user).collect(),
        }
    }

    /// Returns the name of a user, or the number of a user without one.
    pub(super) fn name(&self, uid: u32) -> String {
        self.names.get(&uid).cloned().unwrap_or_else(|| uid.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_without_a_name_has_a_number() {
        let users = Users::parse("root:x:0:0:root:/root:/bin/sh\n\nbroken\nrobot:x:1000:1000::/home/robot:");
        assert_eq!([0, 1000, 7].map(|uid| users.name(uid)), ["root", "robot", "7"]);
    }
}
