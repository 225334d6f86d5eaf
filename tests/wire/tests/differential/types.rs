//! Random types. Generated, do not edit: `cargo run -p ros-z-tests-wire --example generate_types -- 1 240`

use super::values::{Unsent, messages};

/// The seed that generated the types.
pub const SEED: u64 = 1;
/// Number of types.
pub const COUNT: usize = 240;

messages! {
    enum E0: u8 { V0 = 0, V1 = 1, V2 = 2, V3 = 73 }
    enum E1: u8 { V0 = 0, V1 = 1, V2 = 2 }
    enum E2: i64 { V0 = 0 }
    enum E3: u32 { V0 = 1232274885 }
    enum E4: u32 { V0 = 187897413, V1 = 1, V2 = 1705828968, V3 = 1087799886 }
    enum E5: u32 { V0 = 3513427122, V1 = 3701524297 }
    enum E6: u16 { V0 = 56944, V1 = 1, V2 = 2 }
    enum E7: i32 { V0 = 0, V1 = 1690766091 }
    enum E8: u64 { V0 = 0 }
    enum E9: i32 { V0 = 0, V1 = 1, V2 = 2, V3 = -1853461171 }
    enum E10: u8 { V0 = 249, V1 = 144, V2 = 159, V3 = 206 }
    enum E11: u8 { V0 = 0, V1 = 175 }
    enum E12: u8 { V0 = 45, V1 = 199, V2 = 24 }
    enum E13: i64 { V0 = -2657078653980095871 }
    enum E14: i16 { V0 = 0, V1 = 1 }
    enum E15: u32 { V0 = 2750005179, V1 = 3641295637, V2 = 1658525596, V3 = 2732916356 }
    enum E16: u64 { V0 = 0, V1 = 8741902199644856578, V2 = 12797139957856551458 }
    enum E17: u64 { V0 = 4000029936983370608 }
    enum E18: u32 { V0 = 1026056002 }
    enum E19: u32 { V0 = 2520086640, V1 = 1975275964, V2 = 2 }
    enum E20: i32 { V0 = -1493238955, V1 = 1, V2 = 2 }
    enum E21: u32 { V0 = 3570596549, V1 = 1053917365, V2 = 931247264, V3 = 992379594 }
    enum E22: u32 { V0 = 0, V1 = 1 }
    enum E23: u16 { V0 = 0, V1 = 56229, V2 = 2, V3 = 28038 }
    #[repr(C)] struct "diff_a/msg/Zed0" Zed0 {  }
    #[ros(view)] struct "another_diff/msg/Be1" Be1 + Be1Loan { #[ros(max_len = 8)] value0: String, r#type: std::boxed::Box<Zed0>, r#match: [Zed0; 5], i83: u8, frame_id4: [String; 4] }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Zed2" Zed2 + Zed2Loan { #[ros(rename = "ros_0")] rust0: u8, pose2d1: Zed0 }
    #[ros(view)] struct "diff_b/msg/Be3" Be3 + Be3Loan { header0: Vec<bool>, #[ros(rename = "ros_1", max_string_len = 1)] rust1: [String; 3 + 1], data2: [Zed2; 1], #[ros(byte)] value3: u8 }
    #[ros(view)] #[repr(C)] struct "diff_a/msg/Be4" Be4 + Be4Loan { header0: [Zed0; 4] }
    #[ros(view)] struct "diff_b/msg/B2b5" B2b5 + B2b5Loan { #[ros(byte, max_len = 5)] data0: Vec<u8> }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Zed6" Zed6 + Zed6Loan { value0: [Zed0; 2 + 1], value1: i32, r#for: [Be4; 2] }
    #[repr(C)] struct "diff_b/msg/T7" T7 { x0: [Be1; 1], header1: Zed0, #[ros(skip)] unsent_2: Unsent, lambda: i16, ns3: E21, data4: [Box<str>; 5] }
    struct "another_diff/msg/B2b8" B2b8 { #[ros(max_len = 3)] header0: Box<str>, i81: Vec<Be1>, #[ros(skip)] unsent_2: Unsent, header2: std::boxed::Box<Be4>, ns3: [i16; 1], pose2d4: E22, #[ros(max_len = 4)] r#fn: Box<[E14]> }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Bee9" Bee9 + Bee9Loan { frame_id0: u64, #[ros(rename = "self")] self_1: Vec<Be3>, value2: String, x3: Zed0, #[ros(rename = "ros_4")] rust4: Zed0, lambda: Vec<i8> }
    struct "diff_a/msg/Zed10" Zed10 { #[ros(skip)] unsent_0: Unsent, #[ros(max_len = 4)] int: Vec<i16>, r#type: [E23; 3 + 1], def: Vec<u64>, #[ros(max_len = 4)] x3: Vec<i16>, #[ros(max_len = 2)] r#fn: Vec<Zed2>, i85: i8 }
    #[ros(view)] struct "another_diff/msg/Bee11" Bee11 + Bee11Loan { value0: Zed2, data1: [String; 2 + 1], #[ros(rename = "ros_2")] rust2: [u8; 5], header3: Vec<f32>, header4: u64, int: Vec<Zed10>, i86: E7, #[ros(byte)] r#type: u8 }
    struct "diff_a/msg/Zed12" Zed12 { x0: u16 }
    #[repr(C)] struct "another_diff/msg/Zed13" Zed13 { #[ros(skip)] unsent_0: Unsent, #[ros(rename = "ros_0")] rust0: u32, i81: Vec<u32>, ns2: [i16; 5] }
    #[repr(C)] struct "diff_b/msg/T14" T14 { #[ros(rename = "ros_0")] rust0: bool, #[ros(skip)] unsent_1: Unsent, ns1: [Be3; 4], #[ros(rename = "ros_2")] rust2: u32, r#abstract: Vec<u32>, i84: [u32; 5], template: [i32; 3], #[ros(byte, max_len = 3)] value6: Vec<u8>, #[ros(byte)] pose2d7: Vec<u8> }
    struct "diff_b/msg/Be15" Be15 { pose2d0: bool, ns1: [String; 4], value2: Vec<Zed13>, #[ros(rename = "ros_3", max_len = 3)] rust3: Vec<f32>, #[ros(skip)] unsent_4: Unsent, frame_id4: [i64; 1], #[ros(max_len = 1)] r#for: Vec<i8>, #[ros(rename = "ros_6")] rust6: E20, #[ros(rename = "ros_7")] rust7: i32 }
    struct "diff_b/msg/Bee16" Bee16 { frame_id0: i16 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Zed17" Zed17 + Zed17Loan { pose2d0: bool, #[ros(rename = "ros_1", char)] rust1: u8, frame_id2: [Be4; 4] }
    #[ros(view)] struct "diff_a/msg/B2b18" B2b18 + B2b18Loan { #[ros(char, max_len = 2)] pose2d0: Vec<u8> }
    struct "diff_b/msg/T19" T19 { data0: [Zed0; 5], x1: [u32; 4], data2: u8, #[ros(max_len = 1)] pose2d3: Vec<u32>, #[ros(rename = "ros_4", max_len = 12)] rust4: String, value5: [String; 5], x6: [Be4; 3], #[ros(skip)] unsent_7: Unsent, i87: [B2b18; 1] }
    #[ros(view)] struct "another_diff/msg/Zed20" Zed20 + Zed20Loan { r#for: i64, template: [u8; 3], #[ros(rename = "ros_2")] rust2: [T7; 1], i83: i8, #[ros(rename = "ros_4", byte)] rust4: u8, #[ros(rename = "ros_5")] rust5: u8, #[ros(rename = "self")] self_6: Bee16 }
    struct "another_diff/msg/Bee21" Bee21 { ns0: u32 }
    struct "diff_a/msg/T22" T22 { value0: [u16; 3 + 1] }
    #[ros(view)] struct "diff_b/msg/Bee23" Bee23 + Bee23Loan { #[ros(max_len = 3)] pose2d0: Vec<Be1>, value1: u64, #[ros(max_len = 3)] frame_id2: Vec<Zed6>, pose2d3: i8, ns4: E14 }
    struct "diff_a/msg/Zed24" Zed24 { #[ros(char)] data0: u8, data1: [f32; 1], #[ros(skip)] unsent_2: Unsent, data2: Bee21, #[ros(max_len = 5)] header3: Vec<i32>, #[ros(rename = "ros_4")] rust4: E4, x5: Zed0, #[ros(char)] int: u8, #[ros(rename = "ros_7")] rust7: [u32; 3 + 1] }
    #[ros(view)] struct "another_diff/msg/T25" T25 + T25Loan { frame_id0: Vec<i64>, #[ros(rename = "self")] self_1: [i64; 1], #[ros(rename = "super")] super_2: Vec<String>, pose2d3: [u32; 5], i84: String }
    #[ros(view)] struct "diff_a/msg/Alpha26" Alpha26 + Alpha26Loan { ns0: f32, #[ros(rename = "ros_1")] rust1: u8, frame_id2: Vec<B2b18>, ns3: u32 }
    struct "diff_a/msg/Alpha27" Alpha27 { #[ros(rename = "crate")] crate_0: [bool; 5], #[ros(char)] value1: [u8; 1 + 1] }
    struct "diff_b/msg/Alpha28" Alpha28 { #[ros(skip)] unsent_0: Unsent, i80: Vec<f64>, value1: [String; 4], ns2: String, value3: Zed10, x4: [u8; 1] }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/B2b29" B2b29 + B2b29Loan { r#for: [Alpha27; 5], #[ros(rename = "ros_1", byte)] rust1: Vec<u8>, class: u16, #[ros(char)] def: [u8; 2 + 1], #[ros(max_string_len = 5)] x4: [String; 1], template: String, #[ros(max_len = 4)] ns6: Vec<Zed0>, int: E15 }
    #[ros(view)] struct "diff_b/msg/Bee30" Bee30 + Bee30Loan { data0: i64, value1: Vec<Zed10>, frame_id2: u8, value3: [Alpha26; 2], pose2d4: Vec<u8>, #[ros(rename = "self", max_len = 6)] self_5: Vec<i32>, r#match: String, x7: [f64; 1] }
    #[ros(view)] struct "another_diff/msg/Zed31" Zed31 + Zed31Loan { header0: Box<[i32]>, x1: u64, #[ros(rename = "crate")] crate_2: E6 }
    #[ros(view)] struct "diff_b/msg/B2b32" B2b32 + B2b32Loan { lambda: u64, #[ros(max_len = 4)] frame_id1: Vec<Zed10>, data2: std::boxed::Box<B2b29>, #[ros(rename = "self")] self_3: i64, #[ros(max_len = 4)] ns4: Vec<Alpha27>, header5: Box<[u64]>, #[ros(rename = "ros_6")] rust6: E16 }
    #[ros(view)] struct "another_diff/msg/B2b33" B2b33 + B2b33Loan { #[ros(char, max_len = 2)] x0: Vec<u8>, #[ros(rename = "self")] self_1: Be1, #[ros(max_len = 2)] frame_id2: Box<[i32]> }
    struct "another_diff/msg/B2b34" B2b34 { #[ros(skip)] unsent_0: Unsent, x0: i8, #[ros(char)] frame_id1: u8, ns2: E4 }
    #[ros(view)] struct "diff_b/msg/T35" T35 + T35Loan { #[ros(rename = "ros_0")] rust0: Box<[u16]>, header1: std::sync::Arc<Zed12>, frame_id2: std::sync::Arc<Alpha26>, template: i8 }
    struct "diff_b/msg/Be36" Be36 {  }
    struct "another_diff/msg/Be37" Be37 { #[ros(max_len = 2)] header0: Vec<B2b18>, #[ros(max_len = 10)] x1: Box<str>, #[ros(max_len = 3)] lambda: Vec<Zed17>, #[ros(skip)] unsent_3: Unsent, r#type: u8, #[ros(rename = "crate")] crate_4: Be1, #[ros(max_len = 1)] r#abstract: Vec<f64>, frame_id6: [i64; 5], r#async: [u8; 1] }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/B2b38" B2b38 + B2b38Loan { data0: Vec<T25> }
    #[ros(view)] struct "diff_b/msg/Be39" Be39 + Be39Loan { i80: i32, lambda: Box<[T7]>, frame_id2: std::sync::Arc<B2b29> }
    #[ros(view)] struct "diff_b/msg/Be40" Be40 + Be40Loan { pose2d0: [Be4; 1] }
    #[ros(view)] struct "diff_b/msg/Be41" Be41 + Be41Loan { #[ros(char)] value0: Box<[u8]> }
    struct "diff_b/msg/T42" T42 { header0: u16 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Be43" Be43 + Be43Loan { #[ros(char)] frame_id0: u8, r#fn: T7, header2: [i8; 5], #[ros(max_string_len = 2)] i83: [String; 5], #[ros(char)] r#abstract: u8, header5: f32, value6: T42 }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Alpha44" Alpha44 + Alpha44Loan { r#type: Vec<i8>, #[ros(max_len = 1)] frame_id1: String, ns2: [i8; 3] }
    #[ros(view)] struct "diff_b/msg/B2b45" B2b45 + B2b45Loan { header0: String, frame_id1: Vec<i8>, #[ros(rename = "super")] super_2: Vec<u64>, #[ros(rename = "ros_3")] rust3: bool }
    #[ros(view)] struct "diff_b/msg/T46" T46 + T46Loan { #[ros(rename = "ros_0")] rust0: [T42; 1], #[ros(rename = "self")] self_1: i16, data2: Zed31, #[ros(max_len = 4)] frame_id3: Vec<E16> }
    #[ros(view)] struct "diff_b/msg/Bee47" Bee47 + Bee47Loan { pose2d0: E10, data1: [Be41; 5], header2: Vec<f64>, r#fn: i8, data4: [u32; 1], #[ros(max_len = 3)] int: Box<[f32]>, pose2d6: bool, ns7: Vec<String> }
    struct "diff_b/msg/B2b48" B2b48 { r#async: [E7; 5], pose2d1: Vec<i8>, value2: f32, pose2d3: Alpha44, #[ros(skip)] unsent_4: Unsent, x4: Vec<bool>, #[ros(rename = "self")] self_5: u64, frame_id6: T42, ns7: Be40 }
    #[ros(view)] struct "diff_a/msg/Bee49" Bee49 + Bee49Loan { data0: [Alpha44; 2 + 1], x1: String }
    struct "diff_b/msg/Be50" Be50 { #[ros(max_string_len = 2)] frame_id0: [String; 2 + 1], #[ros(skip)] unsent_1: Unsent, r#abstract: E7, #[ros(rename = "ros_2")] rust2: E0 }
    struct "diff_a/msg/B2b51" B2b51 { r#for: String, #[ros(rename = "super")] super_1: u32, #[ros(skip)] unsent_2: Unsent, value2: Vec<i8>, r#fn: Vec<Box<str>>, #[ros(max_len = 4)] i84: Vec<B2b45>, #[ros(rename = "crate")] crate_5: Vec<u8>, ns6: B2b33 }
    struct "diff_a/msg/B2b52" B2b52 { value0: i32 }
    struct "another_diff/msg/Be53" Be53 { frame_id0: i64, x1: u8 }
    #[ros(view)] struct "diff_b/msg/Be54" Be54 + Be54Loan { frame_id0: Vec<f32> }
    #[ros(view)] struct "another_diff/msg/Zed55" Zed55 + Zed55Loan { from: u8, x1: [E12; 3], header2: Vec<Zed2>, ns3: Box<[String]> }
    #[ros(view)] struct "diff_a/msg/Bee56" Bee56 + Bee56Loan { #[ros(byte)] ns0: u8, frame_id1: std::boxed::Box<T25>, data2: Vec<f32>, class: Vec<i16>, frame_id4: f32, pose2d5: E3 }
    #[ros(view)] struct "diff_a/msg/T57" T57 + T57Loan { header0: Vec<u8>, header1: u8, ns2: [u64; 2 + 1], #[ros(rename = "ros_3", max_len = 5)] rust3: zenoh_buffers::ZBuf }
    #[ros(view)] struct "another_diff/msg/Alpha58" Alpha58 + Alpha58Loan { #[ros(char)] data0: Box<[u8]>, #[ros(max_string_len = 5)] x1: [String; 2], #[ros(rename = "ros_2")] rust2: i64, #[ros(max_len = 5)] data3: Vec<Zed2> }
    #[ros(view)] #[repr(C)] struct "diff_a/msg/B2b59" B2b59 { lambda: bool, x1: u8, #[ros(max_len = 6)] ns2: Vec<String>, frame_id3: u16 }
    #[repr(C)] struct "diff_a/msg/Bee60" Bee60 { pose2d0: i16 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Bee61" Bee61 + Bee61Loan { i80: [i64; 1], header1: Alpha27, value2: [T22; 3 + 1], i83: i64, class: bool }
    #[ros(view)] struct "diff_b/msg/Bee62" Bee62 + Bee62Loan { ns0: Box<[i32]> }
    #[repr(C)] struct "diff_a/msg/B2b63" B2b63 { frame_id0: String, value1: bytes::Bytes, ns2: String, ns3: i32, #[ros(skip)] unsent_4: Unsent, pose2d4: u8, pose2d5: i16, pose2d6: Vec<Bee62> }
    #[ros(view)] struct "diff_b/msg/Be64" Be64 + Be64Loan { pose2d0: [u8; 2], header1: Bee61, #[ros(byte)] header2: u8 }
    #[ros(view)] struct "diff_a/msg/Be65" Be65 + Be65Loan { class: [Be50; 1], #[ros(rename = "ros_1")] rust1: i64, pose2d2: [f32; 2], frame_id3: std::boxed::Box<T25>, r#abstract: E6 }
    #[ros(view)] struct "diff_b/msg/Be66" Be66 + Be66Loan { x0: E20 }
    #[ros(view)] struct "another_diff/msg/Zed67" Zed67 + Zed67Loan { value0: [T7; 2], data1: Box<[i16]>, r#in: i8, #[ros(max_len = 6)] frame_id3: Box<[i8]>, template: [u8; 2], ns5: u16, i86: [Zed2; 4] }
    struct "another_diff/msg/Alpha68" Alpha68 { #[ros(rename = "super")] super_0: u8 }
    #[ros(view)] struct "diff_a/msg/Bee69" Bee69 + Bee69Loan { data0: u8, header1: [i32; 1 + 1], #[ros(max_len = 4)] value2: Vec<i64>, r#in: i32 }
    struct "diff_b/msg/Be70" Be70 { #[ros(skip)] unsent_0: Unsent, r#fn: [Alpha58; 1] }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Zed71" Zed71 + Zed71Loan { r#async: [u8; 3], #[ros(max_len = 2)] pose2d1: Vec<B2b34>, data2: Box<str>, def: Be41 }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Bee72" Bee72 + Bee72Loan { i80: [f64; 1], value1: u32, x2: u32, frame_id3: Vec<u32>, data4: Vec<T46>, #[ros(rename = "self")] self_5: [Alpha44; 1] }
    #[ros(view)] struct "diff_b/msg/Bee73" Bee73 + Bee73Loan { header0: Be40, #[ros(max_string_len = 10)] pose2d1: Box<[String]>, i82: Be3, r#async: i64, #[ros(byte)] x4: Vec<u8>, data5: [Be4; 3], #[ros(rename = "super")] super_6: Vec<f32>, i87: E2 }
    #[ros(view)] struct "diff_b/msg/B2b74" B2b74 + B2b74Loan { #[ros(rename = "self")] self_0: Vec<i64>, #[ros(max_string_len = 7, max_len = 5)] ns1: Vec<String>, ns2: [u8; 4], header3: [Be53; 1 + 1], #[ros(rename = "ros_4")] rust4: E9 }
    #[ros(view)] struct "diff_a/msg/Be75" Be75 + Be75Loan { ns0: [B2b29; 5], data1: i64, template: u8 }
    struct "diff_b/msg/Alpha76" Alpha76 { #[ros(skip)] unsent_0: Unsent, header0: i32 }
    #[ros(view)] struct "another_diff/msg/Be77" Be77 + Be77Loan { pose2d0: Vec<u16>, header1: i8 }
    #[ros(view)] struct "diff_a/msg/Zed78" Zed78 + Zed78Loan { pose2d0: u16, frame_id1: Box<[bool]>, ns2: i32, r#abstract: [f32; 2], ns4: i8, r#async: Box<[T25]> }
    struct "another_diff/msg/T79" T79 { #[ros(byte)] class: u8, #[ros(byte)] frame_id2: [u8; 2 + 1], value3: E16, #[ros(skip)] unsent_3: Unsent, frame_id4: u64, x5: i32, int: [i32; 5], #[ros(rename = "ros_7")] rust7: E17 }
    #[ros(view)] struct "another_diff/msg/Alpha80" Alpha80 + Alpha80Loan { #[ros(rename = "super", max_string_len = 4)] super_0: Vec<String>, #[ros(rename = "self", char)] self_1: [u8; 1 + 1], data2: E2, data3: Bee61, r#type: Vec<T46>, x5: [String; 2 + 1], pose2d7: [u16; 5] }
    #[ros(view)] struct "diff_a/msg/T81" T81 + T81Loan { #[ros(char)] r#for: Box<[u8]> }
    #[ros(view)] struct "diff_a/msg/B2b82" B2b82 { #[ros(max_len = 4)] value0: String }
    #[ros(view)] struct "diff_b/msg/Bee83" Bee83 + Bee83Loan { data0: Alpha27, x1: Zed17 }
    #[ros(view)] struct "diff_a/msg/Alpha84" Alpha84 { #[ros(max_len = 8)] pose2d0: String, ns1: i64 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Alpha85" Alpha85 + Alpha85Loan { #[ros(rename = "ros_0", max_len = 5)] rust0: Vec<Alpha68>, #[ros(rename = "self")] self_1: Be1, x2: Vec<String>, #[ros(char)] r#match: u8 }
    #[ros(view)] struct "another_diff/msg/T86" T86 + T86Loan { i80: u8, header1: B2b45, value2: i64, header3: Box<[i16]>, r#abstract: [B2b5; 4] }
    #[ros(view)] struct "diff_a/msg/Zed87" Zed87 + Zed87Loan { r#for: B2b63, ns1: String, i82: String, #[ros(rename = "ros_3")] rust3: Box<[i64]> }
    struct "diff_a/msg/Be88" Be88 { r#fn: Alpha44, #[ros(max_len = 6)] template: String, #[ros(max_len = 5)] r#match: Vec<i64>, #[ros(skip)] unsent_3: Unsent, #[ros(rename = "ros_3")] rust3: T35, header4: i8 }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/T89" T89 + T89Loan { #[ros(rename = "ros_0")] rust0: Alpha27, pose2d1: [Be4; 1], #[ros(rename = "ros_2")] rust2: std::sync::Arc<B2b29>, i83: Vec<Alpha84> }
    #[ros(view)] struct "diff_b/msg/B2b90" B2b90 + B2b90Loan { frame_id0: u8, pose2d1: Vec<i32>, ns2: Vec<f64>, #[ros(rename = "self", max_len = 5)] self_3: Vec<B2b74>, r#type: [u16; 5], #[ros(char)] data5: u8 }
    #[ros(view)] struct "another_diff/msg/Bee91" Bee91 + Bee91Loan { r#async: Box<[i8]>, r#match: u64, #[ros(max_len = 5)] value2: Vec<i32>, #[ros(rename = "ros_3")] rust3: [Be41; 1], #[ros(byte)] r#mod: [u8; 3], pose2d5: Vec<String>, #[ros(rename = "crate")] crate_6: bytes::Bytes, data7: Be3 }
    struct "diff_b/msg/Zed92" Zed92 { def: [i16; 4 + 1], value1: i16, #[ros(skip)] unsent_2: Unsent, class: B2b74, i83: u16, x4: T22, #[ros(rename = "ros_5")] rust5: [E0; 1 + 1], i86: String, #[ros(skip)] unsent_8: Unsent, #[ros(byte)] frame_id7: u8 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/B2b93" B2b93 + B2b93Loan { #[ros(rename = "ros_0")] rust0: [u16; 1], #[ros(rename = "ros_1", max_len = 7)] rust1: String, #[ros(char)] ns2: Box<[u8]>, #[ros(rename = "super")] super_3: f64 }
    #[ros(view)] struct "diff_b/msg/Be94" Be94 + Be94Loan { ns0: Box<[i16]>, frame_id1: Zed55, #[ros(byte)] data2: Vec<u8>, #[ros(max_len = 6)] header3: Vec<u8> }
    struct "diff_a/msg/Be95" Be95 { #[ros(skip)] unsent_0: Unsent, #[ros(max_string_len = 4)] ns0: Vec<String>, x1: f64 }
    struct "diff_b/msg/Alpha96" Alpha96 { #[ros(rename = "ros_0")] rust0: [u16; 2], #[ros(rename = "super")] super_1: String, class: u8, #[ros(skip)] unsent_3: Unsent, #[ros(max_len = 9)] frame_id3: String }
    #[ros(view)] struct "another_diff/msg/T97" T97 + T97Loan { #[ros(max_len = 4)] value0: Vec<String>, i81: Vec<Box<str>>, #[ros(rename = "self")] self_2: Vec<B2b34>, header3: Vec<u16>, #[ros(rename = "ros_4")] rust4: [B2b93; 4 + 1] }
    #[ros(view)] struct "diff_b/msg/Zed98" Zed98 + Zed98Loan { #[ros(max_len = 6)] pose2d0: Vec<i8>, #[ros(rename = "super", byte)] super_1: [u8; 1], ns2: [u64; 2], #[ros(rename = "crate")] crate_3: [E6; 3] }
    struct "another_diff/msg/B2b99" B2b99 { ns0: u8 }
    #[ros(view)] struct "diff_a/msg/Bee100" Bee100 + Bee100Loan { #[ros(byte)] r#async: [u8; 1], from: Be3, #[ros(rename = "ros_2", char)] rust2: [u8; 3] }
    #[ros(view)] struct "diff_b/msg/Zed101" Zed101 + Zed101Loan { frame_id0: i16, from: T86, x2: u8, #[ros(max_len = 5)] template: Box<[f64]>, r#in: i16, r#abstract: Alpha26, ns6: Vec<Be36>, #[ros(rename = "super", char)] super_7: Vec<u8> }
    #[ros(view)] struct "diff_b/msg/Zed102" Zed102 + Zed102Loan { #[ros(rename = "self", max_string_len = 10, max_len = 4)] self_0: Vec<String>, header1: Vec<u64>, i82: Vec<Zed55> }
    #[ros(view)] struct "another_diff/msg/T103" T103 + T103Loan { i80: E11 }
    struct "diff_b/msg/T104" T104 { frame_id0: u32, #[ros(skip)] unsent_1: Unsent, i81: Vec<i8>, #[ros(rename = "ros_2")] rust2: i32, #[ros(max_len = 2)] pose2d3: Vec<Be54>, header4: [i8; 1 + 1], #[ros(rename = "super")] super_5: String }
    #[ros(view)] struct "diff_a/msg/Alpha105" Alpha105 + Alpha105Loan { r#fn: E0 }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Alpha106" Alpha106 + Alpha106Loan { i80: Vec<u32> }
    #[ros(view)] struct "diff_b/msg/B2b107" B2b107 + B2b107Loan { #[ros(rename = "ros_0")] rust0: f64, #[ros(rename = "self")] self_1: std::boxed::Box<T86>, #[ros(max_len = 5)] i82: Vec<Be1>, #[ros(rename = "crate")] crate_3: Be1, #[ros(rename = "ros_4")] rust4: Vec<i32>, x5: [i64; 4] }
    #[ros(view)] struct "another_diff/msg/Zed108" Zed108 + Zed108Loan { #[ros(rename = "ros_0")] rust0: u16, #[ros(rename = "ros_1")] rust1: Vec<Be53>, #[ros(rename = "ros_2")] rust2: Vec<i64>, #[ros(rename = "ros_3")] rust3: Box<[f32]>, #[ros(rename = "ros_4", max_string_len = 11)] rust4: [String; 3 + 1], #[ros(max_len = 3)] i85: Vec<i16>, pose2d6: i16, data7: Zed6 }
    struct "diff_b/msg/Zed109" Zed109 { i80: u16 }
    #[ros(view)] struct "diff_a/msg/Zed110" Zed110 + Zed110Loan { x0: bool, frame_id1: [i16; 4], r#match: Box<[E19]>, r#for: f32, x4: Vec<Alpha27> }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/T111" T111 { lambda: String, ns1: u32, template: [f64; 1] }
    struct "another_diff/msg/T112" T112 { #[ros(byte)] x0: u8 }
    #[ros(view)] struct "diff_b/msg/Alpha113" Alpha113 + Alpha113Loan { x0: u8, r#in: i32, r#abstract: i16, value3: std::sync::Arc<Zed55>, value4: [Be53; 3], #[ros(rename = "self", max_len = 3)] self_5: Box<[B2b18]>, data6: E8 }
    #[ros(view)] struct "diff_a/msg/Alpha114" Alpha114 + Alpha114Loan { #[ros(char)] value0: [u8; 2], r#in: Box<str>, i82: Vec<u64>, data3: Vec<bool>, pose2d4: [i8; 5], frame_id5: [Be88; 2 + 1] }
    #[ros(view)] struct "another_diff/msg/Zed115" Zed115 + Zed115Loan { template: E12, ns1: u8, #[ros(rename = "ros_2")] rust2: u8, #[ros(max_len = 4)] lambda: Vec<u16>, #[ros(max_len = 5)] class: Box<[E18]>, x5: Vec<u8>, x6: i8 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/T116" T116 + T116Loan { #[ros(rename = "ros_0")] rust0: std::boxed::Box<Zed0>, #[ros(max_len = 1)] value1: Vec<i16>, #[ros(rename = "ros_2", max_string_len = 2)] rust2: [String; 2 + 1], int: [bool; 5], i84: Vec<E7> }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Alpha117" Alpha117 + Alpha117Loan { #[ros(rename = "self")] self_0: std::sync::Arc<Zed2>, i81: u8, ns2: Vec<i32>, ns3: [Bee100; 1], data4: T81 }
    #[ros(view)] struct "diff_a/msg/Bee118" Bee118 + Bee118Loan { data0: i64, value1: Vec<f32> }
    #[repr(C)] struct "another_diff/msg/T119" T119 { #[ros(skip)] unsent_0: Unsent, template: Box<[i8]>, ns1: Be40, frame_id2: i32, header3: Zed6, value4: String, ns5: Vec<u16>, ns6: f32, #[ros(max_len = 8)] r#mod: String }
    struct "another_diff/msg/B2b120" B2b120 { #[ros(rename = "ros_0")] rust0: [T119; 1], #[ros(skip)] unsent_1: Unsent, frame_id1: Vec<i32>, ns2: Vec<f64>, #[ros(max_len = 5)] r#for: Box<[u32]>, #[ros(rename = "crate")] crate_4: Box<[u64]>, #[ros(max_string_len = 3)] frame_id5: [String; 1] }
    #[ros(view)] struct "another_diff/msg/Be121" Be121 + Be121Loan { frame_id0: Bee62, r#for: i64, header2: [Box<str>; 4 + 1], ns3: u32, data4: f32, x5: B2b99, value6: u8 }
    #[ros(view)] struct "another_diff/msg/Alpha122" Alpha122 + Alpha122Loan { #[ros(max_string_len = 12)] data0: [String; 4 + 1], i81: [i8; 3], value2: String, frame_id3: i32, lambda: [E3; 2], int: Bee69, #[ros(char)] pose2d6: [u8; 2], frame_id7: [i16; 2 + 1] }
    #[ros(view)] struct "diff_b/msg/T123" T123 + T123Loan { pose2d0: f32, data1: Zed13, header2: E18, x3: E21, r#mod: i32, pose2d5: [Alpha44; 1], #[ros(rename = "self", max_len = 10)] self_6: String, data7: u64 }
    #[ros(view)] struct "diff_b/msg/Alpha124" Alpha124 + Alpha124Loan { value0: Vec<i16>, ns1: u8, pose2d2: [u64; 3], #[ros(rename = "self")] self_3: u16, data4: Vec<B2b52>, frame_id5: i64 }
    #[ros(view)] struct "diff_b/msg/Bee125" Bee125 + Bee125Loan { #[ros(rename = "ros_0", max_len = 3)] rust0: Vec<B2b52>, data1: u64, #[ros(rename = "crate")] crate_2: Be40 }
    struct "diff_a/msg/Bee126" Bee126 { frame_id0: f64 }
    struct "diff_b/msg/Bee127" Bee127 {  }
    struct "diff_b/msg/Bee128" Bee128 { x0: zenoh_buffers::ZBuf, #[ros(rename = "ros_1")] rust1: i64, #[ros(skip)] unsent_2: Unsent, #[ros(rename = "crate")] crate_2: u16 }
    #[ros(view)] struct "diff_a/msg/B2b129" B2b129 + B2b129Loan { x0: std::sync::Arc<Alpha58>, value1: std::sync::Arc<T42> }
    #[ros(view)] struct "another_diff/msg/Alpha130" Alpha130 + Alpha130Loan { frame_id0: Box<[u32]>, value1: Box<[u8]>, #[ros(rename = "super", max_len = 2)] super_2: Vec<i32>, #[ros(rename = "self")] self_3: f32 }
    #[ros(view)] struct "diff_b/msg/T131" T131 { i80: u32, #[ros(max_string_len = 7)] lambda: [String; 3] }
    #[ros(view)] struct "another_diff/msg/Be132" Be132 + Be132Loan { #[ros(byte)] pose2d0: u8, value1: Box<[u32]>, i82: [T116; 5], #[ros(max_len = 2)] pose2d3: Box<[Bee49]>, #[ros(rename = "self")] self_4: std::boxed::Box<Bee49>, #[ros(rename = "ros_5", byte)] rust5: Vec<u8> }
    struct "diff_b/msg/Zed133" Zed133 { r#mod: Zed115, #[ros(skip)] unsent_1: Unsent, i81: Vec<i32> }
    #[ros(view)] struct "another_diff/msg/Alpha134" Alpha134 + Alpha134Loan { #[ros(rename = "ros_0")] rust0: [Zed109; 4], #[ros(rename = "crate", byte)] crate_1: u8, ns2: Vec<Alpha124>, i83: f32, header4: Vec<String>, r#fn: Vec<u32>, class: bool, #[ros(rename = "self")] self_7: Vec<Be95> }
    #[ros(view)] struct "diff_a/msg/Bee135" Bee135 + Bee135Loan { #[ros(max_len = 1)] frame_id0: Box<[E20]>, frame_id1: u8, #[ros(rename = "crate")] crate_2: i8, #[ros(rename = "super")] super_3: Vec<String>, #[ros(rename = "ros_4", char)] rust4: u8, int: f32, pose2d6: i16 }
    #[ros(view)] struct "diff_a/msg/Bee136" Bee136 + Bee136Loan { x0: Vec<u32>, header1: [f32; 4 + 1], #[ros(char)] r#abstract: u8, frame_id3: [Be88; 2] }
    #[ros(view)] struct "another_diff/msg/Zed137" Zed137 + Zed137Loan { #[ros(rename = "ros_0")] rust0: Vec<String>, header1: Box<[i16]>, #[ros(rename = "super")] super_2: [u8; 1 + 1], data3: Alpha85, #[ros(char)] value4: u8, #[ros(rename = "self")] self_5: Vec<i16>, data6: B2b99 }
    #[ros(view)] struct "diff_b/msg/T138" T138 + T138Loan { #[ros(max_len = 4)] data0: zenoh_buffers::ZBuf, lambda: Vec<Be95>, #[ros(max_string_len = 4)] from: Vec<String>, #[ros(rename = "crate")] crate_3: String, i84: Vec<i64>, template: i64, header6: i8, pose2d7: f64 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Zed139" Zed139 + Zed139Loan { ns0: u64, header1: Vec<E0> }
    #[ros(view)] struct "another_diff/msg/Be140" Be140 + Be140Loan { pose2d0: f64, value1: zenoh_buffers::ZBuf, template: Vec<u64>, ns3: E19, #[ros(rename = "super")] super_4: u64, #[ros(rename = "ros_5")] rust5: i64, data6: [B2b93; 1] }
    struct "diff_a/msg/Be141" Be141 { #[ros(skip)] unsent_0: Unsent, i80: zenoh_buffers::ZBuf, header1: i8, x2: f64, ns3: [T42; 1], #[ros(rename = "super")] super_4: u32, #[ros(rename = "ros_5")] rust5: Zed10, frame_id6: Vec<E0>, #[ros(rename = "ros_7")] rust7: std::boxed::Box<B2b5> }
    #[ros(view)] struct "diff_b/msg/T142" T142 + T142Loan { #[ros(max_len = 2)] r#fn: String, #[ros(rename = "super")] super_1: u8, ns2: u32, #[ros(max_len = 3)] x3: Vec<i32>, #[ros(rename = "ros_4")] rust4: Vec<i8>, #[ros(max_len = 5)] ns5: Vec<Be121> }
    #[ros(view)] struct "another_diff/msg/T143" T143 + T143Loan { #[ros(rename = "ros_0", max_string_len = 7)] rust0: Box<[String]>, #[ros(max_len = 2)] r#in: Box<[String]>, value2: Vec<u32>, r#fn: u64, value4: [i8; 3] }
    #[ros(view)] struct "diff_a/msg/Alpha144" Alpha144 + Alpha144Loan { frame_id0: Vec<B2b29>, #[ros(char)] x1: [u8; 5], ns2: Box<[f32]> }
    #[ros(view)] struct "diff_a/msg/Zed145" Zed145 + Zed145Loan { #[ros(rename = "super")] super_0: u32, header1: Vec<i32>, r#fn: u64, x3: [String; 3] }
    #[ros(view)] struct "diff_b/msg/T146" T146 { #[ros(max_len = 4)] r#mod: String, ns1: u8 }
    struct "another_diff/msg/Be147" Be147 { #[ros(rename = "ros_0")] rust0: [u8; 2 + 1] }
    #[ros(view)] struct "diff_b/msg/Alpha148" Alpha148 { #[ros(rename = "ros_0", max_string_len = 10)] rust0: Vec<String> }
    #[ros(view)] struct "diff_a/msg/Alpha149" Alpha149 + Alpha149Loan { #[ros(max_len = 2)] data0: Vec<T104>, pose2d1: i8, #[ros(byte)] pose2d2: u8, #[ros(max_len = 4)] value3: Vec<Zed10>, ns4: u16, #[ros(rename = "crate")] crate_5: B2b45 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/B2b150" B2b150 + B2b150Loan { pose2d0: f32, class: Bee126, r#fn: Vec<Alpha68> }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Alpha151" Alpha151 + Alpha151Loan { header0: u32, x1: i8, value2: E1, i83: E23, r#type: T103 }
    struct "another_diff/msg/Zed152" Zed152 {  }
    #[ros(view)] struct "another_diff/msg/Zed153" Zed153 + Zed153Loan { ns0: E15, r#for: Vec<u32>, x2: Vec<u32>, x3: std::sync::Arc<Alpha44> }
    struct "diff_b/msg/T154" T154 { ns0: [i64; 4 + 1], #[ros(skip)] unsent_1: Unsent, ns1: u8, #[ros(rename = "crate")] crate_2: Be77, #[ros(rename = "super")] super_3: i64, r#abstract: Vec<Bee16>, ns5: [String; 4], #[ros(rename = "ros_6", max_len = 1)] rust6: Vec<T104> }
    #[repr(C)] struct "another_diff/msg/T155" T155 { header0: [bool; 1], x1: bool, #[ros(max_string_len = 4, max_len = 6)] r#in: Box<[String]>, header3: [u64; 1], #[ros(rename = "super")] super_4: Zed98, #[ros(rename = "crate")] crate_5: Box<[f32]>, #[ros(skip)] unsent_6: Unsent, header6: [E11; 2 + 1] }
    #[ros(view)] struct "another_diff/msg/Zed156" Zed156 + Zed156Loan { int: std::sync::Arc<B2b82>, x1: Vec<u32>, #[ros(rename = "self", max_len = 5)] self_2: Box<str>, #[ros(rename = "super")] super_3: Box<str>, r#match: Vec<String>, data5: Be40, ns6: String }
    #[ros(view)] struct "another_diff/msg/Be157" Be157 { value0: Box<[String]> }
    struct "another_diff/msg/Alpha158" Alpha158 {  }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Bee159" Bee159 + Bee159Loan { ns0: [i8; 5], #[ros(char)] r#abstract: [u8; 1], x2: [T22; 4], data3: Vec<i8>, #[ros(rename = "super")] super_4: E23, #[ros(max_len = 1)] r#async: String, #[ros(max_len = 1)] ns6: Vec<i8>, frame_id7: [f64; 3] }
    struct "another_diff/msg/B2b160" B2b160 {  }
    #[ros(view)] struct "another_diff/msg/T161" T161 { #[ros(max_string_len = 8)] data0: [String; 2] }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/T162" T162 + T162Loan { #[ros(rename = "crate")] crate_0: f64, x1: Vec<String>, frame_id2: Alpha26 }
    #[ros(view)] struct "diff_b/msg/Zed163" Zed163 + Zed163Loan { #[ros(rename = "super", byte)] super_0: u8, header1: Alpha124, data2: String, i83: f32, #[ros(max_len = 5)] r#for: Box<str>, #[ros(rename = "self")] self_5: [Bee127; 5], data6: f32, frame_id7: [Bee49; 5] }
    #[ros(view)] struct "diff_a/msg/Zed164" Zed164 + Zed164Loan { #[ros(max_len = 4)] int: Vec<B2b34>, #[ros(max_len = 2)] r#async: bytes::Bytes, frame_id2: String }
    struct "diff_a/msg/Be165" Be165 { r#for: Be3, i81: Vec<T22>, #[ros(max_string_len = 8)] ns2: Vec<String>, #[ros(skip)] unsent_3: Unsent, x3: E12, #[ros(max_len = 5)] frame_id4: String, r#in: f64 }
    #[repr(C)] struct "diff_b/msg/T166" T166 {  }
    #[ros(view)] struct "diff_a/msg/T167" T167 + T167Loan { r#mod: bytes::Bytes }
    #[ros(view)] struct "diff_a/msg/Zed168" Zed168 + Zed168Loan { #[ros(max_len = 3)] frame_id0: Vec<Alpha76>, #[ros(rename = "ros_1", byte, max_len = 5)] rust1: Vec<u8>, value2: [i8; 4 + 1] }
    #[ros(view)] struct "another_diff/msg/Alpha169" Alpha169 + Alpha169Loan { value0: Box<[f64]>, i81: Bee125, r#type: Box<[T167]>, #[ros(max_string_len = 9)] i83: [String; 1], i84: [u64; 5] }
    #[ros(view)] struct "diff_b/msg/Zed170" Zed170 + Zed170Loan { #[ros(rename = "self")] self_0: u8, frame_id2: Zed31 }
    #[ros(view)] struct "another_diff/msg/Be171" Be171 + Be171Loan { x0: zenoh_buffers::ZBuf, i81: Zed145, ns2: [T131; 2], x3: Box<str>, r#async: i32, i85: [i8; 1], ns6: E6, pose2d7: Vec<Be53> }
    #[ros(view)] struct "another_diff/msg/B2b172" B2b172 + B2b172Loan { #[ros(rename = "ros_0")] rust0: Box<[i8]> }
    struct "diff_b/msg/Zed173" Zed173 { header0: bool }
    #[ros(view)] struct "diff_b/msg/Zed174" Zed174 + Zed174Loan { frame_id0: [E10; 4], r#abstract: i64, #[ros(rename = "crate")] crate_2: i32, #[ros(byte)] ns3: u8, pose2d4: B2b93, #[ros(byte)] value5: u8, data6: Vec<String>, #[ros(byte)] data7: u8 }
    #[ros(view)] struct "diff_b/msg/Be175" Be175 + Be175Loan { header0: Zed98 }
    #[ros(view)] struct "diff_a/msg/Bee176" Bee176 + Bee176Loan { template: Vec<f64>, data1: [B2b150; 1 + 1] }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Bee177" Bee177 + Bee177Loan { header0: u8, #[ros(rename = "ros_1")] rust1: bytes::Bytes, #[ros(max_len = 3)] i82: Vec<f64>, #[ros(char)] ns3: u8, value4: String, x5: [E8; 2] }
    #[ros(view)] struct "another_diff/msg/Be178" Be178 + Be178Loan { #[ros(rename = "ros_0")] rust0: [Zed139; 3], pose2d1: Vec<u8>, #[ros(max_len = 8)] value2: String, #[ros(max_len = 4)] header3: Vec<bool> }
    #[ros(view)] struct "diff_b/msg/B2b179" B2b179 + B2b179Loan { ns0: Vec<f32>, value1: E14, r#for: Bee49 }
    #[ros(view)] struct "diff_a/msg/Be180" Be180 + Be180Loan { value0: f64, pose2d1: i16, data2: Be157, #[ros(max_len = 6)] data3: Vec<i32> }
    #[ros(view)] struct "another_diff/msg/T181" T181 + T181Loan { value0: Vec<Bee49>, #[ros(rename = "ros_1")] rust1: [f64; 5], #[ros(max_string_len = 11)] r#async: [String; 4 + 1], pose2d3: T103, frame_id4: std::sync::Arc<Be95>, data5: E0, header6: E6 }
    struct "diff_b/msg/B2b182" B2b182 { pose2d0: Zed6, i81: [u64; 1], #[ros(rename = "super")] super_2: Box<[Be40]>, i83: std::boxed::Box<B2b82>, #[ros(rename = "ros_4")] rust4: u32, frame_id5: i8, #[ros(skip)] unsent_6: Unsent, #[ros(rename = "self", max_len = 1)] self_6: Vec<u8> }
    #[ros(view)] struct "diff_b/msg/T183" T183 { template: Vec<String> }
    struct "diff_a/msg/Be184" Be184 { data0: u16, frame_id1: i8 }
    #[ros(view)] struct "another_diff/msg/Be185" Be185 + Be185Loan { data0: [String; 1], i81: [u64; 4], header2: [E21; 3 + 1], r#abstract: u64 }
    #[repr(C)] struct "diff_a/msg/Alpha186" Alpha186 { i80: Vec<f32>, #[ros(max_len = 3)] pose2d1: Box<[Bee127]>, lambda: String, #[ros(skip)] unsent_3: Unsent, #[ros(rename = "ros_3")] rust3: E13, #[ros(skip)] unsent_5: Unsent, def: [u32; 5], frame_id5: u64, #[ros(rename = "crate", char)] crate_6: u8, #[ros(max_len = 6)] pose2d7: Vec<Be180> }
    struct "diff_b/msg/Alpha187" Alpha187 { #[ros(rename = "ros_0")] rust0: Alpha148, from: Vec<f64>, #[ros(skip)] unsent_2: Unsent, pose2d2: [String; 3 + 1], data3: u8, #[ros(rename = "crate")] crate_4: Bee83, #[ros(skip)] unsent_6: Unsent, header5: i32, #[ros(rename = "ros_6", byte)] rust6: u8 }
    #[ros(view)] struct "diff_a/msg/B2b188" B2b188 + B2b188Loan { #[ros(max_len = 2)] ns0: Vec<i64> }
    #[ros(view)] struct "another_diff/msg/Zed189" Zed189 + Zed189Loan { #[ros(max_len = 4)] i80: Vec<bool>, ns1: Box<[Alpha68]>, i82: f64, #[ros(max_len = 4)] data3: Vec<E2>, r#abstract: Vec<T161>, #[ros(rename = "ros_5")] rust5: Zed152, #[ros(byte)] r#async: u8, #[ros(max_len = 2)] template: Vec<u8> }
    #[ros(view)] struct "diff_a/msg/B2b190" B2b190 + B2b190Loan { #[ros(rename = "ros_0")] rust0: E13, r#match: Vec<i64> }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Be191" Be191 + Be191Loan { #[ros(max_len = 3)] r#fn: String, data1: String, x2: f64, x3: [i64; 4], #[ros(rename = "ros_4")] rust4: i16, r#type: i16, class: [Bee159; 3 + 1], #[ros(rename = "ros_7")] rust7: Alpha27 }
    #[ros(view)] struct "diff_b/msg/Bee192" Bee192 + Bee192Loan { pose2d0: i16, r#async: Alpha27, #[ros(rename = "crate")] crate_2: u16, ns3: String, r#for: Vec<f32> }
    struct "diff_b/msg/Zed193" Zed193 { header0: i64 }
    #[ros(view)] #[repr(C)] struct "diff_a/msg/Bee194" Bee194 + Bee194Loan { #[ros(max_string_len = 1)] value0: [String; 4 + 1], value1: i16, i82: E12, r#in: Vec<T25>, x4: u32, header5: u8, lambda: bytes::Bytes, x7: i8 }
    #[ros(view)] struct "another_diff/msg/B2b195" B2b195 + B2b195Loan { lambda: [u64; 5], value2: E17 }
    #[ros(view)] struct "diff_b/msg/Alpha196" Alpha196 + Alpha196Loan { value0: Box<[i64]>, #[ros(max_len = 4)] i81: Box<[i32]>, header2: [Zed153; 3], r#fn: Box<[u64]>, #[ros(max_len = 2)] x4: Vec<u64> }
    #[ros(view)] struct "diff_b/msg/Alpha197" Alpha197 + Alpha197Loan { value0: Vec<i8>, pose2d1: u32, #[ros(rename = "ros_2")] rust2: [f32; 1], frame_id3: f64, i84: Vec<i16>, #[ros(rename = "super")] super_5: E6 }
    #[ros(view)] struct "diff_b/msg/Bee198" Bee198 + Bee198Loan { r#async: Vec<bool>, #[ros(max_len = 4)] r#in: Box<[u32]>, value2: Alpha96, #[ros(max_len = 1)] i83: Vec<i16>, #[ros(max_string_len = 10)] header4: [String; 3 + 1], #[ros(max_len = 2)] frame_id5: Vec<u16>, pose2d6: Be121 }
    #[ros(view)] struct "diff_a/msg/Alpha199" Alpha199 + Alpha199Loan { lambda: u8, class: i8, #[ros(rename = "self")] self_2: [B2b33; 2] }
    #[ros(view)] struct "another_diff/msg/B2b200" B2b200 + B2b200Loan { pose2d0: [i64; 4], value1: [f64; 2], #[ros(max_len = 6)] value2: Vec<String>, x3: [B2b29; 1], x4: T42 }
    struct "diff_a/msg/Alpha201" Alpha201 { x0: [i32; 1] }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Zed202" Zed202 + Zed202Loan { #[ros(max_len = 6)] r#fn: Vec<u8> }
    #[ros(view)] struct "another_diff/msg/Alpha203" Alpha203 + Alpha203Loan { value0: Alpha76 }
    struct "diff_a/msg/Be204" Be204 { #[ros(skip)] unsent_0: Unsent, pose2d0: f64 }
    #[ros(view)] struct "another_diff/msg/Be205" Be205 + Be205Loan { ns0: i32, #[ros(max_len = 6)] ns1: Vec<u16> }
    struct "another_diff/msg/Bee206" Bee206 { r#type: Vec<i32>, pose2d1: Vec<i32>, #[ros(skip)] unsent_2: Unsent, #[ros(rename = "ros_2")] rust2: bool, #[ros(max_len = 3)] value3: Vec<i16>, #[ros(skip)] unsent_5: Unsent, value4: Bee126 }
    #[repr(C)] struct "another_diff/msg/Zed207" Zed207 { #[ros(skip)] unsent_0: Unsent, r#fn: B2b172, header1: u32, #[ros(skip)] unsent_3: Unsent, #[ros(rename = "ros_2")] rust2: std::boxed::Box<B2b172>, header3: u64, ns4: Vec<i64>, #[ros(rename = "self")] self_5: String }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/Be208" Be208 + Be208Loan { #[ros(rename = "ros_0")] rust0: Bee125, #[ros(rename = "ros_1")] rust1: Vec<i16> }
    #[ros(view)] struct "diff_a/msg/Alpha209" Alpha209 + Alpha209Loan { header0: u16, #[ros(rename = "super", max_len = 1)] super_1: Vec<u8>, #[ros(rename = "ros_2")] rust2: [i64; 1 + 1], x3: Vec<Be64>, pose2d4: [f32; 1] }
    #[ros(view)] struct "another_diff/msg/Zed210" Zed210 + Zed210Loan { ns0: B2b99 }
    #[ros(view)] struct "another_diff/msg/Alpha211" Alpha211 { #[ros(rename = "ros_0")] rust0: u32, #[ros(byte)] ns1: u8, #[ros(rename = "crate", max_len = 5)] crate_2: String }
    #[ros(view)] struct "diff_b/msg/Bee212" Bee212 { data0: String }
    struct "diff_b/msg/Bee213" Bee213 { i80: u32, header1: Vec<u32>, value2: Vec<bool>, data3: Vec<i8>, #[ros(rename = "super", max_len = 4)] super_4: Box<str>, #[ros(max_len = 1)] pose2d5: Vec<Be208>, pose2d6: i64, #[ros(skip)] unsent_7: Unsent, frame_id7: f64 }
    struct "diff_a/msg/Bee214" Bee214 { ns0: f32, #[ros(skip)] unsent_1: Unsent, header1: [u16; 4], #[ros(rename = "crate")] crate_2: [u16; 5], #[ros(max_string_len = 2, max_len = 1)] frame_id3: Vec<String> }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Zed215" Zed215 + Zed215Loan { frame_id0: [Bee212; 2 + 1], from: i64, data2: f64, #[ros(max_len = 6)] frame_id3: Vec<String>, #[ros(byte)] template: [u8; 3 + 1], i85: Box<[T35]>, x6: Vec<u32>, data7: Vec<i16> }
    #[ros(view)] #[repr(C)] struct "diff_b/msg/T216" T216 + T216Loan { r#async: zenoh_buffers::ZBuf, int: f64, #[ros(rename = "ros_2")] rust2: [B2b129; 5], x3: u8, from: Vec<u16>, #[ros(rename = "ros_5")] rust5: [f32; 5], #[ros(rename = "self")] self_6: i16, i87: bool }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/Be217" Be217 + Be217Loan { header0: E10 }
    #[ros(view)] struct "diff_b/msg/Alpha218" Alpha218 + Alpha218Loan { x0: Vec<bool>, #[ros(byte)] value1: u8, data2: Vec<Be94>, x3: T42, int: f32 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/B2b219" B2b219 + B2b219Loan { #[ros(rename = "ros_0")] rust0: E16 }
    struct "diff_a/msg/T220" T220 { #[ros(max_len = 4)] data0: String, header1: T35, frame_id2: u8, #[ros(skip)] unsent_3: Unsent, #[ros(rename = "self")] self_3: [i32; 1], #[ros(rename = "crate")] crate_4: i32 }
    struct "diff_b/msg/Bee221" Bee221 {  }
    struct "diff_a/msg/B2b222" B2b222 { #[ros(max_len = 5)] data0: Vec<u64>, i81: Zed152, frame_id2: i16, from: [i8; 4], #[ros(skip)] unsent_4: Unsent, #[ros(max_string_len = 1)] data4: Vec<Box<str>>, pose2d5: u32, #[ros(max_len = 1)] frame_id6: Vec<String> }
    #[ros(view)] struct "diff_a/msg/Be223" Be223 + Be223Loan { pose2d0: [i64; 3], #[ros(char)] x1: [u8; 1 + 1], r#match: Vec<i64>, i83: u8, #[ros(rename = "ros_4")] rust4: Box<str>, i85: E8, from: Vec<Bee177> }
    #[ros(view)] struct "another_diff/msg/T224" T224 + T224Loan { ns0: Vec<u16> }
    #[repr(C)] struct "diff_b/msg/Zed225" Zed225 { value0: u16 }
    #[ros(view)] struct "diff_b/msg/Bee226" Bee226 + Bee226Loan { r#type: i16, header1: f32, data2: T104, #[ros(rename = "ros_3")] rust3: Box<[E13]> }
    struct "diff_b/msg/T227" T227 { #[ros(rename = "ros_0", char)] rust0: [u8; 4], #[ros(rename = "ros_1")] rust1: bool, ns2: i32, #[ros(byte)] frame_id3: u8 }
    #[ros(view)] struct "diff_a/msg/T228" T228 + T228Loan { #[ros(rename = "crate")] crate_0: Vec<Box<str>>, ns1: [u64; 4], #[ros(rename = "ros_2")] rust2: [i64; 1], #[ros(rename = "ros_3", char)] rust3: [u8; 1], #[ros(rename = "ros_4")] rust4: Vec<Bee61>, header5: Vec<i16>, #[ros(rename = "ros_6")] rust6: [u8; 1] }
    #[ros(view)] struct "another_diff/msg/Alpha229" Alpha229 { frame_id0: u8, #[ros(max_string_len = 3)] frame_id1: [String; 3 + 1], from: u8 }
    #[ros(view)] #[repr(C)] struct "another_diff/msg/T230" T230 + T230Loan { pose2d0: Vec<f32> }
    #[ros(view)] struct "diff_a/msg/T231" T231 + T231Loan { ns0: Vec<u64>, #[ros(rename = "self", char)] self_1: u8, value2: Vec<T146>, #[ros(max_len = 1)] int: Box<[T46]>, #[ros(rename = "crate")] crate_4: Zed139 }
    #[ros(view)] struct "diff_a/msg/Zed232" Zed232 + Zed232Loan { header0: Vec<u8> }
    struct "another_diff/msg/Bee233" Bee233 { #[ros(rename = "ros_0")] rust0: u16 }
    #[ros(view)] struct "diff_a/msg/Zed234" Zed234 + Zed234Loan { r#async: String, #[ros(rename = "ros_1")] rust1: Vec<Alpha124>, #[ros(max_len = 1)] r#type: Vec<E19>, #[ros(rename = "ros_3")] rust3: Vec<E8>, #[ros(max_len = 2)] ns4: Vec<u16>, #[ros(rename = "ros_5")] rust5: u8 }
    #[ros(view)] struct "diff_a/msg/Bee235" Bee235 + Bee235Loan { #[ros(rename = "self", max_len = 5)] self_0: Vec<bool>, #[ros(rename = "ros_1")] rust1: [u8; 2], #[ros(rename = "ros_2")] rust2: [Bee135; 2], #[ros(byte, max_len = 6)] class: Vec<u8>, i84: B2b59, #[ros(rename = "ros_5")] rust5: std::sync::Arc<T86> }
    struct "diff_b/msg/T236" T236 { #[ros(rename = "self")] self_0: u8 }
    #[ros(view)] struct "diff_a/msg/Be237" Be237 + Be237Loan { #[ros(byte)] r#async: u8, r#type: T155 }
    #[ros(view)] struct "diff_b/msg/Be238" Be238 + Be238Loan { frame_id0: [Zed98; 3 + 1] }
    #[ros(view)] struct "diff_b/msg/B2b239" B2b239 + B2b239Loan { data0: [Zed225; 5], data1: Zed13, pose2d2: i16 }
}
