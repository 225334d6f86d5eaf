//! A user's items cannot shadow a name in the output of the derive.
#![no_implicit_prelude]
#![allow(non_camel_case_types)]

extern crate cdr as renamed;
extern crate std as other_std;

struct Result;
struct Option;
struct Ok;
struct Err;
struct Some;
struct None;
struct Vec;
struct String;
struct Default;
struct Self_;
struct usize;
struct str;
struct u8_;
mod core {}
mod std {}
mod alloc {}
trait CdrSerialize {
    fn serialize(&self) {}
    fn measure(&self) {}
}
impl<T> CdrSerialize for T {}
trait RosField {
    const TYPE: () = ();
}
impl<T> RosField for T {}

#[derive(renamed::RosMessage, renamed::SizeEstimation)]
#[ros(crate = renamed, package = "ui")]
pub struct W {
    #[ros(rename = "writer")]
    __writer: u8,
    r#type: ::std::string::String,
    #[ros(max_len = 2)]
    list: ::std::vec::Vec<f64>,
    #[ros(max_len = 2, max_string_len = 2, wstring)]
    names: ::std::vec::Vec<::std::string::String>,
    #[ros(skip)]
    __reader: ::std::vec::Vec<usize_>,
}

type usize_ = other_std::primitive::usize;

#[derive(renamed::RosMessage, renamed::SizeEstimation)]
#[ros(crate = renamed, package = "ui")]
#[repr(u16)]
pub enum T {
    Ok,
    Some,
}

#[derive(renamed::RosMessage, renamed::SizeEstimation)]
#[ros(crate = renamed, package = "ui")]
pub struct Ctx {
    w: W,
    t: T,
}

fn main() {}
