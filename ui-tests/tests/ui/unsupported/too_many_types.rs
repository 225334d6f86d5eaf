use cdr::{FieldDescription, FieldType, TypeDescription, TypeHash};

const NAMES: [[u8; 3]; 513] = {
    let mut names = [[b'0'; 3]; 513];
    let mut index = 0;
    while index < 513 {
        names[index] = [b'0' + (index / 64) as u8, b'0' + (index / 8 % 8) as u8, b'0' + (index % 8) as u8];
        index += 1;
    }
    names
};

const TYPES: [TypeDescription; 513] = {
    let mut types = [TypeDescription::new("", &[]); 513];
    let mut index = 0;
    while index < 513 {
        types[index] = TypeDescription::new(unwrap(core::str::from_utf8(&NAMES[index])), &[]);
        index += 1;
    }
    types
};

const FIELDS: [FieldDescription; 513] = {
    let mut fields = [FieldDescription::new("x", FieldType::message(&TYPES[0])); 513];
    let mut index = 0;
    while index < 513 {
        fields[index] = FieldDescription::new("x", FieldType::message(&TYPES[index]));
        index += 1;
    }
    fields
};

const fn unwrap(name: Result<&'static str, core::str::Utf8Error>) -> &'static str {
    match name {
        Ok(name) => name,
        Err(_) => "",
    }
}

#[allow(long_running_const_eval)]
const HASH: TypeHash = TypeHash::of(&TypeDescription::new("T", &FIELDS));

fn main() {
    let _ = HASH;
}
