/// A name and its translations.
#[derive(RosMessage, SizeEstimation)]
#[ros(default)]
struct Label<'a> {
    #[ros(default = "left", max_len = 16)]
    name: String,
    borrowed: &'a str,
    #[ros(wstring)]
    wide: String,
    #[ros(max_len = 4, max_string_len = 8)]
    translations: Vec<String>,
}
