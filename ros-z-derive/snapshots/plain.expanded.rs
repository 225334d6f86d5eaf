#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::CdrSerialize for Point {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::layout!(
            write x : < f64 as ::ros_z_core::__private::MessageField < '_ > >
            ::FIELD_WRITE_LAYOUT, y : < f64 as ::ros_z_core::__private::MessageField < '_
            > > ::FIELD_WRITE_LAYOUT, z : < f64 as ::ros_z_core::__private::MessageField
            < '_ > > ::FIELD_WRITE_LAYOUT
        );
        #[inline]
        fn serialize<__W: ::ros_z_core::__private::CdrWriter>(
            &self,
            __writer: &mut __W,
        ) -> ::ros_z_core::__private::Result<
            (),
            ::ros_z_core::__private::SerializeError,
        > {
            if ::ros_z_core::__private::write_plain(self, __writer)? {
                return ::ros_z_core::__private::Ok(());
            }
            ::ros_z_core::__private::CdrWriter::write_numbers(
                __writer,
                [
                    ::ros_z_core::__private::Number::<8usize>::to_wire(&self.x),
                    ::ros_z_core::__private::Number::<8usize>::to_wire(&self.y),
                    ::ros_z_core::__private::Number::<8usize>::to_wire(&self.z),
                ],
            )?;
            ::ros_z_core::__private::Ok(())
        }
        #[inline]
        fn measure(
            &self,
            __position: ::ros_z_core::__private::core::primitive::usize,
        ) -> ::ros_z_core::__private::core::primitive::usize {
            if let ::ros_z_core::__private::Some(__end) = ::ros_z_core::__private::measure_plain::<
                Self,
            >(__position) {
                return __end;
            }
            let __position = <f64 as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.x, __position);
            let __position = <f64 as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.y, __position);
            let __position = <f64 as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.z, __position);
            __position
        }
    }
    #[automatically_derived]
    impl<'de> ::ros_z_core::__private::CdrDeserialize<'de> for Point {
        const READ_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Read,
        > = ::ros_z_core::__private::layout!(
            read x : < f64 as ::ros_z_core::__private::MessageField < '_ > >
            ::FIELD_READ_LAYOUT, y : < f64 as ::ros_z_core::__private::MessageField < '_
            > > ::FIELD_READ_LAYOUT, z : < f64 as ::ros_z_core::__private::MessageField <
            '_ > > ::FIELD_READ_LAYOUT
        );
        #[inline]
        fn deserialize(
            __reader: &mut ::ros_z_core::__private::CdrReader<'de>,
        ) -> ::ros_z_core::__private::Result<
            Self,
            ::ros_z_core::__private::DeserializeError,
        > {
            if let ::ros_z_core::__private::Some(__value) = ::ros_z_core::__private::read_plain::<
                Self,
            >(__reader)? {
                return ::ros_z_core::__private::Ok(__value);
            }
            ::ros_z_core::__private::Ok(Self {
                x: <f64 as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                y: <f64 as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                z: <f64 as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
            })
        }
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::RosField for Point {
        const TYPE: ::ros_z_core::__private::FieldType = {
            use ::ros_z_core::__private::NoConstants as _;
            ::ros_z_core::__private::FieldType::message(const {
                &::ros_z_core::__private::TypeDescription::new(
                        "geometry_msgs/msg/Point",
                        const {
                            &[
                                ::ros_z_core::__private::FieldDescription::new(
                                    "x",
                                    {
                                        <f64 as ::ros_z_core::__private::MessageField<
                                            '_,
                                        >>::FIELD_TYPE
                                            .checked()
                                    },
                                ),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "y",
                                    {
                                        <f64 as ::ros_z_core::__private::MessageField<
                                            '_,
                                        >>::FIELD_TYPE
                                            .checked()
                                    },
                                ),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "z",
                                    {
                                        <f64 as ::ros_z_core::__private::MessageField<
                                            '_,
                                        >>::FIELD_TYPE
                                            .checked()
                                    },
                                ),
                            ]
                        },
                    )
                    .with_doc("A point in metres.")
                    .with_constants(Self::__ROS_CONSTANTS)
            })
        };
    }
    const _: ::ros_z_core::__private::TypeHash = ::ros_z_core::__private::check_hash(
        <Point as ::ros_z_core::__private::RosMessage>::TYPE_HASH,
        ::ros_z_core::__private::description_of::<Point>(),
        "RIHS01_6963084842a9b04494d6b2941d11444708d892da2f4b09843b9c43f42a7f6881",
    );
    #[automatically_derived]
    impl ::ros_z_core::__private::RosMessage for Point {
        const TYPE_NAME: &'static ::ros_z_core::__private::core::primitive::str = "geometry_msgs/msg/Point";
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
    impl ::ros_z_core::__private::HasView for Point {
        type View<'a> = Self;
        type SequenceView<'a> = <::ros_z_core::__private::Plain<
            { ::ros_z_core::__private::is_plain::<Point>() },
        > as ::ros_z_core::__private::SelectSequenceView>::SequenceView<'a, Point>;
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::HasLoan for Point {
        type Loan = Self;
        type SequenceLoan = <::ros_z_core::__private::Plain<
            { ::ros_z_core::__private::is_plain::<Point>() },
        > as ::ros_z_core::__private::SelectSequenceLoan>::SequenceLoan<Point>;
    }
};
#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::SizeEstimation for Point {
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
