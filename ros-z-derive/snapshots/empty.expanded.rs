#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::CdrSerialize for Empty {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::layout!(write);
        #[inline]
        fn serialize<__W: ::ros_z_core::__private::CdrWriter>(
            &self,
            __writer: &mut __W,
        ) -> ::ros_z_core::__private::Result<
            (),
            ::ros_z_core::__private::SerializeError,
        > {
            ::ros_z_core::__private::write_empty(__writer)
        }
        #[inline]
        fn measure(
            &self,
            __position: ::ros_z_core::__private::core::primitive::usize,
        ) -> ::ros_z_core::__private::core::primitive::usize {
            ::ros_z_core::__private::measure_empty(__position)
        }
    }
    #[automatically_derived]
    impl<'de> ::ros_z_core::__private::CdrDeserialize<'de> for Empty {
        #[inline]
        fn deserialize(
            __reader: &mut ::ros_z_core::__private::CdrReader<'de>,
        ) -> ::ros_z_core::__private::Result<
            Self,
            ::ros_z_core::__private::DeserializeError,
        > {
            ::ros_z_core::__private::read_empty(__reader)?;
            ::ros_z_core::__private::Ok(Self {})
        }
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::RosField for Empty {
        const TYPE: ::ros_z_core::__private::FieldType = {
            use ::ros_z_core::__private::NoConstants as _;
            ::ros_z_core::__private::FieldType::message(const {
                &::ros_z_core::__private::TypeDescription::new(
                        "my_robot/msg/Empty",
                        const { &[] },
                    )
                    .with_constants(Self::__ROS_CONSTANTS)
            })
        };
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::RosMessage for Empty {
        const TYPE_NAME: &'static ::ros_z_core::__private::core::primitive::str = "my_robot/msg/Empty";
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
    impl ::ros_z_core::__private::HasView for Empty {
        type View<'a> = Self;
        type SequenceView<'a> = ::ros_z_core::__private::CdrSequence<'a, Self>;
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::HasLoan for Empty {
        type Loan = Self;
        type SequenceLoan = ::ros_z_core::__private::Vec<Self>;
    }
};
#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::SizeEstimation for Empty {
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
