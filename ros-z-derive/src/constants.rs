//! The attribute `#[ros_constants]` of an `impl`: adds the list of its constants, which the derive of the message reads.

use crate::attr::{self, FieldAttrs, RosType};
use crate::ctxt::Ctxt;
use crate::integers::INTEGERS;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, ImplItem, ImplItemConst, ItemImpl, Path, Token, Type};

/// Returns the `impl` with the list of its constants, or with the errors. `core` is the default for the path of the core crate.
pub fn expand(attribute: TokenStream, item: TokenStream, core: Path) -> TokenStream {
    let mut block: ItemImpl = match syn::parse2(item.clone()) {
        Ok(block) => block,
        Err(_) => {
            let error = syn::Error::new_spanned(&item, "`ros_constants` belongs on an `impl` of a message")
                .to_compile_error();
            return quote!(#error #item);
        }
    };
    let ctxt = Ctxt::new();
    let krate = ctxt.keep((|input: ParseStream<'_>| path(input, core)).parse2(attribute));
    if let Some((_, of, _)) = &block.trait_ {
        ctxt.error(syn::Error::new_spanned(
            of,
            "the constants of a trait cannot be constants in ROS 2; move them into an `impl` of the message itself",
        ));
    }
    let descriptions: Vec<_> = match &krate {
        Some(krate) => constants(&mut block)
            .filter_map(|constant| describe(&ctxt, constant, krate))
            .collect(),
        None => Vec::new(),
    };
    let errors = ctxt.check();
    for constant in constants(&mut block) {
        constant
            .attrs
            .retain(|attribute| !attribute.path().is_ident("ros"));
    }
    if let (Some(krate), []) = (krate, &errors[..]) {
        block.items.push(ImplItem::Verbatim(quote! {
            #[doc(hidden)]
            #[allow(dead_code)]
            pub const __ROS_CONSTANTS: &'static [#krate::__private::ConstantDescription] = &[#(#descriptions),*];
        }));
    }
    let errors = errors.iter().map(syn::Error::to_compile_error);
    quote!(#(#errors)* #block)
}

/// Reads `crate = path`, or nothing.
fn path(input: ParseStream<'_>, default: Path) -> syn::Result<Path> {
    if input.is_empty() {
        return Ok(default);
    }
    if !input.peek(Token![crate]) {
        return Err(input.error("`ros_constants` takes the path of the core crate or nothing; write `ros_constants(crate = path)`"));
    }
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    input.call(Path::parse_mod_style)
}

fn constants(block: &mut ItemImpl) -> impl Iterator<Item = &mut ImplItemConst> {
    block.items.iter_mut().filter_map(|item| match item {
        ImplItem::Const(constant) => Some(constant),
        _ => None,
    })
}

/// The description of a constant, or `None` and an error.
fn describe(ctxt: &Ctxt, constant: &ImplItemConst, krate: &Path) -> Option<TokenStream> {
    let p = quote!(#krate::__private);
    let retype = retype(ctxt, &constant.attrs)?;
    let ident = &constant.ident;
    let name = ident.to_string();
    if !is_constant_name(&name) {
        ctxt.error(syn::Error::new_spanned(
            ident,
            format!("`{name}` is not a ROS constant; use upper case letters, digits and single `_`, start with a letter and do not end with `_`"),
        ));
        return None;
    }
    let rust = rust_name(&constant.ty);
    let rust = rust.as_deref();
    let integer = INTEGERS.iter().find(|(name, _)| Some(*name) == rust);
    let primitive = format_ident!("{}", rust.unwrap_or("bool"));
    let (ros, variant, value) = match (rust, integer, retype) {
        (Some("u8"), _, Some(RosType::Char)) => ("char", "Integer", quote!(as #p::core::primitive::i128)),
        (Some("u8"), _, Some(RosType::Byte)) => ("byte", "Integer", quote!(as #p::core::primitive::i128)),
        (Some("str"), _, Some(RosType::Wstring)) => ("wstring", "Text", TokenStream::new()),
        (_, _, Some(other)) => {
            let takes = if other == RosType::Wstring { "&str" } else { "u8" };
            ctxt.error(syn::Error::new_spanned(
                &constant.ty,
                format!("a constant with `{}` is a `{takes}` in Rust", other.name()),
            ));
            return None;
        }
        (_, Some((_, ros)), None) => (*ros, "Integer", quote!(as #p::core::primitive::i128)),
        (Some("bool"), ..) => ("bool", "Bool", TokenStream::new()),
        (Some("f32"), ..) => ("float32", "Float32", TokenStream::new()),
        (Some("f64"), ..) => ("float64", "Float64", TokenStream::new()),
        (Some("str"), ..) => ("string", "Text", TokenStream::new()),
        _ => {
            ctxt.error(syn::Error::new_spanned(
                &constant.ty,
                "ROS 2 has no constants of this type; use a number, `bool` or `&str`, or move the constant into an `impl` without `ros_constants`",
            ));
            return None;
        }
    };
    let ty = match rust {
        Some("str") => quote!(&'static #p::core::primitive::str),
        _ => quote!(#p::core::primitive::#primitive),
    };
    let variant = format_ident!("{variant}");
    let doc = attr::doc(&constant.attrs).map(|doc| quote!(.with_doc(#doc)));
    let cfgs = constant
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    Some(quote! {
        #(#cfgs)*
        #p::ConstantDescription::new(
            #name,
            #ros,
            #p::ConstantValue::#variant({
                let __value: #ty = Self::#ident;
                __value #value
            }),
        )#doc
    })
}

/// The ROS type that an attribute selects. `None` if there is an error, which is reported already.
fn retype(ctxt: &Ctxt, attrs: &[Attribute]) -> Option<Option<RosType>> {
    let own = Ctxt::new();
    let read = FieldAttrs::read(&own, attrs);
    let errors = own.check();
    let fine = errors.is_empty();
    errors.into_iter().for_each(|error| ctxt.error(error));
    if let Some(other) = read
        .names_besides_skip()
        .chain(read.skip.iter().map(|skip| &skip.name))
        .find(|name| !["wstring", "char", "byte"].iter().any(|own| name == own))
    {
        ctxt.error(syn::Error::new(
            other.span(),
            format!("`{other}` does not apply to a constant; remove it"),
        ));
        return None;
    }
    match &read.ros_types[..] {
        [] => fine.then_some(None),
        [one] => fine.then_some(one.value),
        [_, second, ..] => {
            ctxt.error(syn::Error::new(
                second.span(),
                "a constant has one ROS type; remove one of the two",
            ));
            None
        }
    }
}

/// The name of the type of a constant: that of a number, `bool`, or `str` for a `&str`.
fn rust_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            let name = last.ident.to_string();
            let known = ["bool", "f32", "f64"].contains(&name.as_str())
                || INTEGERS.iter().any(|(integer, _)| *integer == name);
            (known && last.arguments.is_none()).then_some(name)
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "str") => {
                Some("str".to_owned())
            }
            _ => None,
        },
        Type::Group(group) => rust_name(&group.elem),
        Type::Paren(paren) => rust_name(&paren.elem),
        _ => None,
    }
}

/// Returns whether rosidl accepts a name for a constant.
fn is_constant_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(allowed)
        && !name.contains("__")
        && !name.ends_with('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(attribute: &str, item: &str) -> String {
        let core = syn::parse_quote!(::ros_z_core);
        let tokens = |text: &str| text.parse().expect("tokens");
        expand(tokens(attribute), tokens(item), core)
            .to_string()
            .replace(' ', "")
    }

    #[test]
    fn constants_are_described_in_order() {
        let output = expanded(
            "crate = my::cdr",
            "impl Arm { /// Idle.\n pub const A: u8 = 1; fn f() {} #[ros(wstring)] const B: &'static str = \"b\"; }",
        );
        assert!(
            output.contains("constA:u8=1;") && !output.contains("ros("),
            "{output}"
        );
        let described = output.find("my::cdr::__private::ConstantDescription::new(\"A\",\"uint8\"");
        assert!(described < output.find("new(\"B\",\"wstring\""), "{output}");
        assert!(
            described.is_some() && output.contains(".with_doc(\"Idle.\")"),
            "{output}"
        );
    }

    #[test]
    fn a_wrong_constant_is_an_error_and_stays_a_constant() {
        for (attribute, item) in [
            ("", "impl Arm { const A: usize = 1; }"),
            ("", "impl Arm { const a: u8 = 1; }"),
            ("", "impl Arm { const A_: u8 = 1; }"),
            ("", "impl Arm { #[ros(char)] const A: i8 = 1; }"),
            ("", "impl Arm { #[ros(char, byte)] const A: u8 = 1; }"),
            ("", "impl Arm { #[ros(max_len = 2)] const A: &str = \"\"; }"),
            ("", "impl Arm { #[ros(nonsense)] const A: u8 = 1; }"),
            ("", "impl Limit for Arm { const A: u8 = 1; }"),
            ("core", "impl Arm { const A: u8 = 1; }"),
        ] {
            let output = expanded(attribute, item);
            assert_eq!(output.matches("compile_error!").count(), 1, "{item}: {output}");
            assert!(
                output.contains("impl") && !output.contains("__ROS_CONSTANTS"),
                "{item}: {output}"
            );
        }
        assert!(expanded("", "struct Arm;").contains("compile_error!"));
    }
}
