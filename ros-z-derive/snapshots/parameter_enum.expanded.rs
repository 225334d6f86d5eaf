#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z::parameters::__private::ParameterField for Mode {
        type Literal = Self;
        const TYPE: ::ros_z::parameters::__private::ParameterType = ::ros_z::parameters::__private::ParameterType::String;
        fn from_literal(__literal: &Self) -> Self {
            match *__literal {
                Self::Slow => Self::Slow,
                Self::VeryFast => Self::VeryFast,
            }
        }
        fn to_value(&self) -> ::ros_z::parameters::__private::ParameterValue {
            ::ros_z::parameters::__private::from_text(
                match *self {
                    Self::Slow => "slow",
                    Self::VeryFast => "very fast",
                },
            )
        }
        fn from_value(
            __value: &::ros_z::parameters::__private::ParameterValue,
        ) -> ::ros_z::parameters::__private::Result<
            Self,
            ::ros_z::parameters::__private::String,
        > {
            match ::ros_z::parameters::__private::text(__value)?.as_str() {
                "slow" => ::ros_z::parameters::__private::Ok(Self::Slow),
                "very fast" => ::ros_z::parameters::__private::Ok(Self::VeryFast),
                __other => {
                    ::ros_z::parameters::__private::Err(
                        ::ros_z::parameters::__private::unknown_variant(
                            __other,
                            &["slow", "very fast"],
                        ),
                    )
                }
            }
        }
        fn constraints() -> ::ros_z::parameters::__private::String {
            ::ros_z::parameters::__private::one_of(&["slow", "very fast"])
        }
    }
};
