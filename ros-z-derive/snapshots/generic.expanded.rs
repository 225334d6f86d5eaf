#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl<T> ::ros_z_core::__private::CdrSerialize for Joint<T>
    where
        Vec<T>: ::ros_z_core::__private::CdrSerialize,
    {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::Layout::of_variable_size(
            <Vec<T> as ::ros_z_core::__private::CdrSerialize>::WRITE_LAYOUT
                .is_shareable(),
        );
        #[inline]
        fn serialize<__W: ::ros_z_core::__private::CdrWriter>(
            &self,
            __writer: &mut __W,
        ) -> ::ros_z_core::__private::Result<
            (),
            ::ros_z_core::__private::SerializeError,
        > {
            <f64 as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.angle, __writer)?;
            ::ros_z_core::__private::check_max_len(
                "frame",
                const { 16 },
                <String as ::ros_z_core::__private::FieldLen>::field_len(&self.r#type),
            )?;
            <String as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.r#type, __writer)?;
            <Vec<
                T,
            > as ::ros_z_core::__private::CdrSerialize>::serialize(
                &self.values,
                __writer,
            )?;
            ::ros_z_core::__private::Ok(())
        }
        #[inline]
        fn measure(
            &self,
            __position: ::ros_z_core::__private::core::primitive::usize,
        ) -> ::ros_z_core::__private::core::primitive::usize {
            let __position = <f64 as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.angle, __position);
            let __position = <String as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.r#type, __position);
            let __position = <Vec<
                T,
            > as ::ros_z_core::__private::CdrSerialize>::measure(
                &self.values,
                __position,
            );
            __position
        }
    }
    #[automatically_derived]
    impl<'de, T> ::ros_z_core::__private::CdrDeserialize<'de> for Joint<T>
    where
        Vec<T>: ::ros_z_core::__private::CdrDeserialize<'de>,
    {
        #[inline]
        fn deserialize(
            __reader: &mut ::ros_z_core::__private::CdrReader<'de>,
        ) -> ::ros_z_core::__private::Result<
            Self,
            ::ros_z_core::__private::DeserializeError,
        > {
            ::ros_z_core::__private::Ok(Self {
                angle: <f64 as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                r#type: {
                    let __value = <String as ::ros_z_core::__private::MessageField<
                        '_,
                    >>::deserialize_field(__reader)?;
                    ::ros_z_core::__private::check_max_len_read(
                        "frame",
                        const { 16 },
                        <String as ::ros_z_core::__private::FieldLen>::field_len(
                            &__value,
                        ),
                    )?;
                    __value
                },
                values: <Vec<
                    T,
                > as ::ros_z_core::__private::CdrDeserialize<
                    'de,
                >>::deserialize(__reader)?,
                seen: <usize as ::ros_z_core::__private::core::default::Default>::default(),
            })
        }
    }
    #[automatically_derived]
    impl<T> ::ros_z_core::__private::RosField for Joint<T>
    where
        Vec<T>: ::ros_z_core::__private::RosField,
    {
        const TYPE: ::ros_z_core::__private::FieldType = {
            use ::ros_z_core::__private::NoConstants as _;
            ::ros_z_core::__private::FieldType::message(const {
                &::ros_z_core::__private::TypeDescription::new(
                        "my_robot/msg/Joint",
                        const {
                            &[
                                ::ros_z_core::__private::FieldDescription::new(
                                        "angle",
                                        {
                                            <f64 as ::ros_z_core::__private::MessageField<
                                                '_,
                                            >>::FIELD_TYPE
                                                .checked()
                                        },
                                    )
                                    .with_doc("Radians."),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "frame",
                                    {
                                        let _ = <String as ::ros_z_core::__private::FieldLen>::field_len;
                                        <String as ::ros_z_core::__private::MessageField<
                                            '_,
                                        >>::FIELD_TYPE
                                            .checked()
                                            .with_max_len(const { 16 })
                                    },
                                ),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "values",
                                    {
                                        <Vec<T> as ::ros_z_core::__private::RosField>::TYPE
                                            .checked()
                                    },
                                ),
                            ]
                        },
                    )
                    .with_doc("How far the arm is bent.")
                    .with_constants(Self::__ROS_CONSTANTS)
            })
        };
    }
    #[automatically_derived]
    impl<T> ::ros_z_core::__private::RosMessage for Joint<T>
    where
        Self: ::ros_z_core::__private::CdrSerialize,
        Self: ::ros_z_core::__private::RosField,
    {
        const TYPE_NAME: &'static ::ros_z_core::__private::core::primitive::str = "my_robot/msg/Joint";
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
    impl<T> ::ros_z_core::__private::HasView for Joint<T>
    where
        Self: 'static,
        Self: ::ros_z_core::__private::CdrSerialize,
        Self: ::ros_z_core::__private::RosField,
        Self: for<'a> ::ros_z_core::__private::CdrDeserialize<'a>,
    {
        type View<'a> = Self;
        type SequenceView<'a> = ::ros_z_core::__private::CdrSequence<'a, Self>;
    }
    #[automatically_derived]
    impl<T> ::ros_z_core::__private::HasLoan for Joint<T>
    where
        Self: ::ros_z_core::__private::CdrSerialize,
        Self: ::ros_z_core::__private::RosField,
    {
        type Loan = Self;
        type SequenceLoan = ::ros_z_core::__private::Vec<Self>;
    }
};
#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl<T> ::ros_z_core::__private::SizeEstimation for Joint<T>
    where
        Self: ::ros_z_core::__private::CdrSerialize,
    {
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
