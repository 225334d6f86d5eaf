#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::CdrSerialize for State {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::layout!(enum u8 { Off, On });
        #[inline]
        fn serialize<__W: ::ros_z_core::__private::CdrWriter>(
            &self,
            __writer: &mut __W,
        ) -> ::ros_z_core::__private::Result<
            (),
            ::ros_z_core::__private::SerializeError,
        > {
            let __value = match *self {
                Self::Off => Self::Off as ::ros_z_core::__private::core::primitive::u8,
                Self::On => Self::On as ::ros_z_core::__private::core::primitive::u8,
            };
            <::ros_z_core::__private::core::primitive::u8 as ::ros_z_core::__private::CdrSerialize>::serialize(
                &__value,
                __writer,
            )
        }
        #[inline]
        fn measure(
            &self,
            __position: ::ros_z_core::__private::core::primitive::usize,
        ) -> ::ros_z_core::__private::core::primitive::usize {
            <::ros_z_core::__private::core::primitive::u8 as ::ros_z_core::__private::CdrSerialize>::measure(
                &0,
                __position,
            )
        }
    }
    #[automatically_derived]
    impl<'de> ::ros_z_core::__private::CdrDeserialize<'de> for State {
        #[inline]
        fn deserialize(
            __reader: &mut ::ros_z_core::__private::CdrReader<'de>,
        ) -> ::ros_z_core::__private::Result<
            Self,
            ::ros_z_core::__private::DeserializeError,
        > {
            let __value = <::ros_z_core::__private::core::primitive::u8 as ::ros_z_core::__private::CdrDeserialize<
                '_,
            >>::deserialize(__reader)?;
            if __value == Self::Off as ::ros_z_core::__private::core::primitive::u8 {
                return ::ros_z_core::__private::Ok(Self::Off);
            }
            if __value == Self::On as ::ros_z_core::__private::core::primitive::u8 {
                return ::ros_z_core::__private::Ok(Self::On);
            }
            let __position = __reader.position()
                - ::ros_z_core::__private::core::mem::size_of::<
                    ::ros_z_core::__private::core::primitive::u8,
                >();
            ::ros_z_core::__private::Err(
                ::ros_z_core::__private::enum_error(
                    "State",
                    ::ros_z_core::__private::core::convert::From::from(__value),
                    __position,
                ),
            )
        }
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::RosField for State {
        const TYPE: ::ros_z_core::__private::FieldType = <::ros_z_core::__private::core::primitive::u8 as ::ros_z_core::__private::RosField>::TYPE
            .with_enum(
                "State",
                const {
                    &[
                        ::ros_z_core::__private::ConstantDescription::new(
                            "OFF",
                            "uint8",
                            ::ros_z_core::__private::ConstantValue::Integer(
                                Self::Off as ::ros_z_core::__private::core::primitive::i128,
                            ),
                        ),
                        ::ros_z_core::__private::ConstantDescription::new(
                                "ON",
                                "uint8",
                                ::ros_z_core::__private::ConstantValue::Integer(
                                    Self::On as ::ros_z_core::__private::core::primitive::i128,
                                ),
                            )
                            .with_doc("Turns."),
                    ]
                },
            );
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::FieldDefault for State {
        type Value = Self;
        fn describe(__value: &Self) -> ::ros_z_core::__private::DefaultValue {
            ::ros_z_core::__private::DefaultValue::Integer(
                match *__value {
                    Self::Off => {
                        Self::Off as ::ros_z_core::__private::core::primitive::i128
                    }
                    Self::On => {
                        Self::On as ::ros_z_core::__private::core::primitive::i128
                    }
                },
            )
        }
        fn from_value(__value: &'static Self) -> Self {
            match *__value {
                Self::Off => Self::Off,
                Self::On => Self::On,
            }
        }
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::HasView for State {
        type View<'a> = Self;
        type SequenceView<'a> = ::ros_z_core::__private::CdrSequence<'a, Self>;
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::HasLoan for State {
        type Loan = Self;
        type SequenceLoan = ::ros_z_core::__private::Vec<Self>;
    }
};
#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::SizeEstimation for State {
        #[inline]
        fn estimated_serialized_size(
            &self,
        ) -> ::ros_z_core::__private::core::primitive::usize {
            ::ros_z_core::__private::core::primitive::usize::saturating_add(
                ::ros_z_core::ENCAPSULATION_LEN,
                <Self as ::ros_z_core::__private::CdrSerialize>::measure(self, 0),
            )
        }
    }
};
