#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::CdrSerialize for Label<'a> {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::Layout::OPAQUE;
        #[inline]
        fn serialize<__W: ::ros_z_core::__private::CdrWriter>(
            &self,
            __writer: &mut __W,
        ) -> ::ros_z_core::__private::Result<
            (),
            ::ros_z_core::__private::SerializeError,
        > {
            ::ros_z_core::__private::check_max_len(
                "name",
                const { 16 },
                <String as ::ros_z_core::__private::FieldLen>::field_len(&self.name),
            )?;
            <String as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.name, __writer)?;
            <&'a str as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.borrowed, __writer)?;
            <String as ::ros_z_core::__private::wstring::WideString>::serialize_wide(
                &self.wide,
                __writer,
            )?;
            ::ros_z_core::__private::check_max_len(
                "translations",
                const { 4 },
                <Vec<
                    String,
                > as ::ros_z_core::__private::FieldLen>::field_len(&self.translations),
            )?;
            ::ros_z_core::__private::check_max_len(
                "translations",
                const { 8 },
                <Vec<
                    String,
                > as ::ros_z_core::__private::FieldStrings>::longest_string(
                    &self.translations,
                ),
            )?;
            <Vec<
                String,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.translations, __writer)?;
            ::ros_z_core::__private::Ok(())
        }
        #[inline]
        fn measure(
            &self,
            __position: ::ros_z_core::__private::core::primitive::usize,
        ) -> ::ros_z_core::__private::core::primitive::usize {
            let __position = <String as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.name, __position);
            let __position = <&'a str as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.borrowed, __position);
            let __position = <String as ::ros_z_core::__private::wstring::WideString>::measure_wide(
                &self.wide,
                __position,
            );
            let __position = <Vec<
                String,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.translations, __position);
            __position
        }
    }
    #[automatically_derived]
    impl<'de: 'a, 'a> ::ros_z_core::__private::CdrDeserialize<'de> for Label<'a> {
        #[inline]
        fn deserialize(
            __reader: &mut ::ros_z_core::__private::CdrReader<'de>,
        ) -> ::ros_z_core::__private::Result<
            Self,
            ::ros_z_core::__private::DeserializeError,
        > {
            ::ros_z_core::__private::Ok(Self {
                name: {
                    let __value = <String as ::ros_z_core::__private::MessageField<
                        '_,
                    >>::deserialize_field(__reader)?;
                    ::ros_z_core::__private::check_max_len_read(
                        "name",
                        const { 16 },
                        <String as ::ros_z_core::__private::FieldLen>::field_len(
                            &__value,
                        ),
                    )?;
                    __value
                },
                borrowed: <&'a str as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                wide: <String as ::ros_z_core::__private::wstring::WideString>::deserialize_wide(
                    __reader,
                )?,
                translations: {
                    let __value = <Vec<
                        String,
                    > as ::ros_z_core::__private::MessageField<
                        '_,
                    >>::deserialize_field(__reader)?;
                    ::ros_z_core::__private::check_max_len_read(
                        "translations",
                        const { 4 },
                        <Vec<
                            String,
                        > as ::ros_z_core::__private::FieldLen>::field_len(&__value),
                    )?;
                    ::ros_z_core::__private::check_max_len_read(
                        "translations",
                        const { 8 },
                        <Vec<
                            String,
                        > as ::ros_z_core::__private::FieldStrings>::longest_string(
                            &__value,
                        ),
                    )?;
                    __value
                },
            })
        }
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::RosField for Label<'a> {
        const TYPE: ::ros_z_core::__private::FieldType = {
            use ::ros_z_core::__private::NoConstants as _;
            ::ros_z_core::__private::FieldType::message(const {
                &::ros_z_core::__private::TypeDescription::new(
                        "my_robot/msg/Label",
                        const {
                            &[
                                {
                                    {
                                        #[allow(clippy::default_numeric_fallback)]
                                        let __value: &'static <String as ::ros_z_core::__private::FieldDefault>::Value = const {
                                            &"left"
                                        };
                                        ::ros_z_core::__private::check_len(
                                            __value.len(),
                                            const { 16 },
                                        );
                                    }
                                    ::ros_z_core::__private::FieldDescription::new(
                                            "name",
                                            {
                                                let _ = <String as ::ros_z_core::__private::FieldLen>::field_len;
                                                <String as ::ros_z_core::__private::MessageField<
                                                    '_,
                                                >>::FIELD_TYPE
                                                    .checked()
                                                    .with_max_len(const { 16 })
                                            },
                                        )
                                        .with_default(|| {
                                            #[allow(clippy::default_numeric_fallback)]
                                            let __default = <String as ::ros_z_core::__private::FieldDefault>::describe(const {
                                                &"left"
                                            });
                                            __default
                                        })
                                },
                                ::ros_z_core::__private::FieldDescription::new(
                                    "borrowed",
                                    {
                                        <&'a str as ::ros_z_core::__private::MessageField<
                                            '_,
                                        >>::FIELD_TYPE
                                            .checked()
                                    },
                                ),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "wide",
                                    {
                                        let _ = <String as ::ros_z_core::__private::wstring::WideString>::units;
                                        <String as ::ros_z_core::__private::MessageField<
                                            '_,
                                        >>::FIELD_TYPE
                                            .checked()
                                            .as_wstring()
                                    },
                                ),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "translations",
                                    {
                                        let _ = <Vec<
                                            String,
                                        > as ::ros_z_core::__private::FieldLen>::field_len;
                                        let _ = <Vec<
                                            String,
                                        > as ::ros_z_core::__private::FieldStrings>::longest_string;
                                        <Vec<
                                            String,
                                        > as ::ros_z_core::__private::MessageField<'_>>::FIELD_TYPE
                                            .checked()
                                            .with_max_len(const { 4 })
                                            .with_max_string_len(const { 8 })
                                    },
                                ),
                            ]
                        },
                    )
                    .with_doc("A name and its translations.")
                    .with_constants(Self::__ROS_CONSTANTS)
            })
        };
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::RosMessage for Label<'a> {
        const TYPE_NAME: &'static ::ros_z_core::__private::core::primitive::str = "my_robot/msg/Label";
        #[allow(long_running_const_eval)]
        const TYPE_HASH: ::ros_z_core::__private::TypeHash = ::ros_z_core::__private::TypeHash::of(
            ::ros_z_core::__private::description_of::<Self>(),
        );
        const DESCRIPTION: ::ros_z_core::__private::Option<
            &'static ::ros_z_core::__private::TypeDescription,
        > = ::ros_z_core::__private::Some(
            ::ros_z_core::__private::description_of::<Self>(),
        );
        fn type_description() -> ::ros_z_core::__private::TypeDescription {
            *::ros_z_core::__private::description_of::<Self>()
        }
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::core::default::Default for Label<'a> {
        fn default() -> Self {
            Self {
                name: {
                    #[allow(clippy::default_numeric_fallback)]
                    let __default = <String as ::ros_z_core::__private::FieldDefault>::from_value(const {
                        &"left"
                    });
                    __default
                },
                borrowed: <&'a str as ::ros_z_core::__private::core::default::Default>::default(),
                wide: <String as ::ros_z_core::__private::core::default::Default>::default(),
                translations: <Vec<
                    String,
                > as ::ros_z_core::__private::core::default::Default>::default(),
            }
        }
    }
};
#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::SizeEstimation for Label<'a> {
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
