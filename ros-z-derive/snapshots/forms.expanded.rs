#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::CdrSerialize for Scan {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::Layout::of_variable_size(
            <Header as ::ros_z_core::__private::MessageField<'_>>::FIELD_WRITE_LAYOUT
                .is_shareable()
                || <Vec<
                    Echo,
                > as ::ros_z_core::__private::MessageField<'_>>::FIELD_WRITE_LAYOUT
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
            <Header as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.header, __writer)?;
            <Vec<
                f32,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.ranges, __writer)?;
            <Vec<
                Echo,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.echoes, __writer)?;
            <u8 as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.mode, __writer)?;
            ::ros_z_core::__private::Ok(())
        }
        #[inline]
        fn measure(
            &self,
            __position: ::ros_z_core::__private::core::primitive::usize,
        ) -> ::ros_z_core::__private::core::primitive::usize {
            let __position = <Header as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.header, __position);
            let __position = <Vec<
                f32,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.ranges, __position);
            let __position = <Vec<
                Echo,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.echoes, __position);
            let __position = <u8 as ::ros_z_core::__private::MessageField<
                '_,
            >>::measure_field(&self.mode, __position);
            __position
        }
    }
    #[automatically_derived]
    impl<'de> ::ros_z_core::__private::CdrDeserialize<'de> for Scan {
        #[inline]
        fn deserialize(
            __reader: &mut ::ros_z_core::__private::CdrReader<'de>,
        ) -> ::ros_z_core::__private::Result<
            Self,
            ::ros_z_core::__private::DeserializeError,
        > {
            ::ros_z_core::__private::Ok(Self {
                header: <Header as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                ranges: <Vec<
                    f32,
                > as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                echoes: <Vec<
                    Echo,
                > as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                mode: <u8 as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
            })
        }
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::RosField for Scan {
        const TYPE: ::ros_z_core::__private::FieldType = {
            use ::ros_z_core::__private::NoConstants as _;
            ::ros_z_core::__private::FieldType::message(const {
                &::ros_z_core::__private::TypeDescription::new(
                        "my_robot/msg/Scan",
                        const {
                            &[
                                ::ros_z_core::__private::FieldDescription::new(
                                        "header",
                                        {
                                            <Header as ::ros_z_core::__private::MessageField<
                                                '_,
                                            >>::FIELD_TYPE
                                                .checked()
                                        },
                                    )
                                    .with_doc("Time and frame."),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "ranges",
                                    {
                                        <Vec<
                                            f32,
                                        > as ::ros_z_core::__private::MessageField<'_>>::FIELD_TYPE
                                            .checked()
                                    },
                                ),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "echoes",
                                    {
                                        <Vec<
                                            Echo,
                                        > as ::ros_z_core::__private::MessageField<'_>>::FIELD_TYPE
                                            .checked()
                                    },
                                ),
                                ::ros_z_core::__private::FieldDescription::new(
                                    "mode",
                                    {
                                        <u8 as ::ros_z_core::__private::MessageField<
                                            '_,
                                        >>::FIELD_TYPE
                                            .checked()
                                    },
                                ),
                            ]
                        },
                    )
                    .with_doc("A scan, which is read in place and filled in place.")
                    .with_constants(Self::__ROS_CONSTANTS)
            })
        };
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::RosMessage for Scan {
        const TYPE_NAME: &'static ::ros_z_core::__private::core::primitive::str = "my_robot/msg/Scan";
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
    impl ::ros_z_core::__private::HasView for Scan
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
    {
        type View<'a> = ScanView<'a>;
        type SequenceView<'a> = ::ros_z_core::__private::CdrSequence<'a, ScanView<'a>>;
    }
    #[automatically_derived]
    impl<'de: 'a, 'a> ::ros_z_core::__private::CdrDeserialize<'de> for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
        ::ros_z_core::ViewOf<'a, Header>: ::ros_z_core::__private::MessageField<'de>,
        ::ros_z_core::ViewOf<'a, Vec<Echo>>: ::ros_z_core::__private::MessageField<'de>,
    {
        #[inline]
        fn deserialize(
            __reader: &mut ::ros_z_core::__private::CdrReader<'de>,
        ) -> ::ros_z_core::__private::Result<
            Self,
            ::ros_z_core::__private::DeserializeError,
        > {
            ::ros_z_core::__private::Ok(Self {
                header: <::ros_z_core::ViewOf<
                    'a,
                    Header,
                > as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                ranges: <::ros_z_core::CdrSlice<
                    'a,
                    f32,
                > as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                echoes: <::ros_z_core::ViewOf<
                    'a,
                    Vec<Echo>,
                > as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
                mode: <u8 as ::ros_z_core::__private::MessageField<
                    '_,
                >>::deserialize_field(__reader)?,
            })
        }
        #[inline]
        fn skip(
            __skipper: &mut ::ros_z_core::__private::Skipper<'de>,
        ) -> ::ros_z_core::__private::core::primitive::bool {
            <::ros_z_core::ViewOf<
                'a,
                Header,
            > as ::ros_z_core::__private::MessageField<'_>>::skip_field(__skipper)
                && <::ros_z_core::CdrSlice<
                    'a,
                    f32,
                > as ::ros_z_core::__private::MessageField<'_>>::skip_field(__skipper)
                && <::ros_z_core::ViewOf<
                    'a,
                    Vec<Echo>,
                > as ::ros_z_core::__private::MessageField<'_>>::skip_field(__skipper)
                && <u8 as ::ros_z_core::__private::MessageField<
                    '_,
                >>::skip_field(__skipper)
        }
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::CdrSerialize for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
    {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::Layout::of_variable_size(
            <::ros_z_core::ViewOf<
                'a,
                Header,
            > as ::ros_z_core::__private::MessageField<'_>>::FIELD_WRITE_LAYOUT
                .is_shareable()
                || <::ros_z_core::ViewOf<
                    'a,
                    Vec<Echo>,
                > as ::ros_z_core::__private::MessageField<'_>>::FIELD_WRITE_LAYOUT
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
            <::ros_z_core::ViewOf<
                'a,
                Header,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.header, __writer)?;
            <::ros_z_core::CdrSlice<
                'a,
                f32,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.ranges, __writer)?;
            <::ros_z_core::ViewOf<
                'a,
                Vec<Echo>,
            > as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.echoes, __writer)?;
            <u8 as ::ros_z_core::__private::MessageField<
                '_,
            >>::serialize_field(&self.mode, __writer)?;
            ::ros_z_core::__private::Ok(())
        }
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::SizeEstimation for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
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
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::RosField for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
    {
        const TYPE: ::ros_z_core::__private::FieldType = {
            ::ros_z_core::__private::assert_same_field::<
                Header,
                ::ros_z_core::ViewOf<'a, Header>,
            >();
            ::ros_z_core::__private::assert_same_field::<
                Vec<f32>,
                ::ros_z_core::CdrSlice<'a, f32>,
            >();
            ::ros_z_core::__private::assert_same_field::<
                Vec<Echo>,
                ::ros_z_core::ViewOf<'a, Vec<Echo>>,
            >();
            ::ros_z_core::__private::type_of::<Scan>()
        };
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::RosMessage for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
    {
        const TYPE_NAME: &'static ::ros_z_core::__private::core::primitive::str = ::ros_z_core::__private::name_of::<
            Scan,
        >();
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
            <Scan as ::ros_z_core::__private::RosMessage>::type_description()
        }
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::core::clone::Clone for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
        ::ros_z_core::ViewOf<'a, Header>: ::ros_z_core::__private::core::clone::Clone,
        ::ros_z_core::ViewOf<'a, Vec<Echo>>: ::ros_z_core::__private::core::clone::Clone,
    {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                header: ::ros_z_core::__private::core::clone::Clone::clone(&self.header),
                ranges: ::ros_z_core::__private::core::clone::Clone::clone(&self.ranges),
                echoes: ::ros_z_core::__private::core::clone::Clone::clone(&self.echoes),
                mode: ::ros_z_core::__private::core::clone::Clone::clone(&self.mode),
            }
        }
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::core::fmt::Debug for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
        ::ros_z_core::ViewOf<'a, Header>: ::ros_z_core::__private::core::fmt::Debug,
        ::ros_z_core::ViewOf<'a, Vec<Echo>>: ::ros_z_core::__private::core::fmt::Debug,
    {
        fn fmt(
            &self,
            __f: &mut ::ros_z_core::__private::core::fmt::Formatter<'_>,
        ) -> ::ros_z_core::__private::core::fmt::Result {
            ::ros_z_core::__private::debug_fields(
                __f,
                "ScanView",
                &[
                    ("header", &self.header),
                    ("ranges", &self.ranges),
                    ("echoes", &self.echoes),
                    ("mode", &self.mode),
                ],
            )
        }
    }
    #[automatically_derived]
    impl<'a> ::ros_z_core::__private::core::cmp::PartialEq for ScanView<'a>
    where
        Header: ::ros_z_core::__private::HasView,
        Echo: ::ros_z_core::__private::HasView,
        ::ros_z_core::ViewOf<'a, Header>: ::ros_z_core::__private::core::cmp::PartialEq,
        ::ros_z_core::ViewOf<
            'a,
            Vec<Echo>,
        >: ::ros_z_core::__private::core::cmp::PartialEq,
    {
        fn eq(&self, __other: &Self) -> ::ros_z_core::__private::core::primitive::bool {
            ::ros_z_core::__private::core::cmp::PartialEq::eq(
                &self.header,
                &__other.header,
            )
                && ::ros_z_core::__private::core::cmp::PartialEq::eq(
                    &self.ranges,
                    &__other.ranges,
                )
                && ::ros_z_core::__private::core::cmp::PartialEq::eq(
                    &self.echoes,
                    &__other.echoes,
                )
                && ::ros_z_core::__private::core::cmp::PartialEq::eq(
                    &self.mode,
                    &__other.mode,
                )
        }
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::HasLoan for Scan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
    {
        type Loan = ScanLoan;
        type SequenceLoan = ::ros_z_core::__private::Vec<ScanLoan>;
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::CdrSerialize for ScanLoan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
    {
        const WRITE_LAYOUT: ::ros_z_core::__private::Layout<
            Self,
            ::ros_z_core::__private::Write,
        > = ::ros_z_core::__private::Layout::of_variable_size(
            <::ros_z_core::LoanOf<
                Header,
            > as ::ros_z_core::__private::CdrSerialize>::WRITE_LAYOUT
                .is_shareable()
                || <::ros_z_core::LoanOf<
                    Vec<Echo>,
                > as ::ros_z_core::__private::CdrSerialize>::WRITE_LAYOUT
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
            <::ros_z_core::LoanOf<
                Header,
            > as ::ros_z_core::__private::CdrSerialize>::serialize(
                &self.header,
                __writer,
            )?;
            <::ros_z_core::CdrSliceMut<
                f32,
            > as ::ros_z_core::__private::CdrSerialize>::serialize(
                &self.ranges,
                __writer,
            )?;
            <::ros_z_core::LoanOf<
                Vec<Echo>,
            > as ::ros_z_core::__private::CdrSerialize>::serialize(
                &self.echoes,
                __writer,
            )?;
            <u8 as ::ros_z_core::__private::CdrSerialize>::serialize(
                &self.mode,
                __writer,
            )?;
            ::ros_z_core::__private::Ok(())
        }
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::SizeEstimation for ScanLoan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
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
    #[automatically_derived]
    impl ::ros_z_core::__private::RosField for ScanLoan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
    {
        const TYPE: ::ros_z_core::__private::FieldType = {
            ::ros_z_core::__private::assert_same_field::<
                Header,
                ::ros_z_core::LoanOf<Header>,
            >();
            ::ros_z_core::__private::assert_same_field::<
                Vec<f32>,
                ::ros_z_core::CdrSliceMut<f32>,
            >();
            ::ros_z_core::__private::assert_same_field::<
                Vec<Echo>,
                ::ros_z_core::LoanOf<Vec<Echo>>,
            >();
            ::ros_z_core::__private::type_of::<Scan>()
        };
    }
    #[automatically_derived]
    impl ::ros_z_core::__private::RosMessage for ScanLoan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
    {
        const TYPE_NAME: &'static ::ros_z_core::__private::core::primitive::str = ::ros_z_core::__private::name_of::<
            Scan,
        >();
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
            <Scan as ::ros_z_core::__private::RosMessage>::type_description()
        }
    }
    #[automatically_derived]
    impl<'__a> ::ros_z_core::__private::core::default::Default for ScanLoan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
        ::ros_z_core::LoanOf<Header>: ::ros_z_core::__private::ConditionalDefault<'__a>,
        ::ros_z_core::LoanOf<
            Vec<Echo>,
        >: ::ros_z_core::__private::ConditionalDefault<'__a>,
    {
        fn default() -> Self {
            Self {
                header: <::ros_z_core::LoanOf<
                    Header,
                > as ::ros_z_core::__private::ConditionalDefault<'__a>>::default_value(),
                ranges: ::ros_z_core::__private::core::default::Default::default(),
                echoes: <::ros_z_core::LoanOf<
                    Vec<Echo>,
                > as ::ros_z_core::__private::ConditionalDefault<'__a>>::default_value(),
                mode: ::ros_z_core::__private::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'__a> ::ros_z_core::__private::core::fmt::Debug for ScanLoan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
        ::ros_z_core::LoanOf<Header>: ::ros_z_core::__private::ConditionalDebug<'__a>,
        ::ros_z_core::LoanOf<Vec<Echo>>: ::ros_z_core::__private::ConditionalDebug<'__a>,
    {
        fn fmt(
            &self,
            __f: &mut ::ros_z_core::__private::core::fmt::Formatter<'_>,
        ) -> ::ros_z_core::__private::core::fmt::Result {
            ::ros_z_core::__private::debug_fields(
                __f,
                "ScanLoan",
                &[
                    (
                        "header",
                        <::ros_z_core::LoanOf<
                            Header,
                        > as ::ros_z_core::__private::ConditionalDebug<
                            '__a,
                        >>::as_debug(&self.header),
                    ),
                    (
                        "ranges",
                        <::ros_z_core::CdrSliceMut<
                            f32,
                        > as ::ros_z_core::__private::ConditionalDebug<
                            '__a,
                        >>::as_debug(&self.ranges),
                    ),
                    (
                        "echoes",
                        <::ros_z_core::LoanOf<
                            Vec<Echo>,
                        > as ::ros_z_core::__private::ConditionalDebug<
                            '__a,
                        >>::as_debug(&self.echoes),
                    ),
                    (
                        "mode",
                        <u8 as ::ros_z_core::__private::ConditionalDebug<
                            '__a,
                        >>::as_debug(&self.mode),
                    ),
                ],
            )
        }
    }
    #[automatically_derived]
    impl<'__a> ::ros_z_core::__private::core::cmp::PartialEq for ScanLoan
    where
        Header: ::ros_z_core::__private::HasLoan,
        Echo: ::ros_z_core::__private::HasLoan,
        ::ros_z_core::LoanOf<Header>: ::ros_z_core::__private::ConditionalEq<'__a>,
        ::ros_z_core::LoanOf<Vec<Echo>>: ::ros_z_core::__private::ConditionalEq<'__a>,
    {
        fn eq(&self, __other: &Self) -> ::ros_z_core::__private::core::primitive::bool {
            <::ros_z_core::LoanOf<
                Header,
            > as ::ros_z_core::__private::ConditionalEq<
                '__a,
            >>::is_equal(&self.header, &__other.header)
                && <::ros_z_core::CdrSliceMut<
                    f32,
                > as ::ros_z_core::__private::ConditionalEq<
                    '__a,
                >>::is_equal(&self.ranges, &__other.ranges)
                && <::ros_z_core::LoanOf<
                    Vec<Echo>,
                > as ::ros_z_core::__private::ConditionalEq<
                    '__a,
                >>::is_equal(&self.echoes, &__other.echoes)
                && <u8 as ::ros_z_core::__private::ConditionalEq<
                    '__a,
                >>::is_equal(&self.mode, &__other.mode)
        }
    }
};
///A scan, which is read in place and filled in place.
///
///[`Scan`], borrowed from the message that it is read from.
#[allow(dead_code, deprecated, missing_docs, private_bounds, trivial_bounds)]
pub struct ScanView<'a>
where
    Header: ::ros_z_core::__private::HasView,
    Echo: ::ros_z_core::__private::HasView,
{
    ///Time and frame.
    pub header: ::ros_z_core::ViewOf<'a, Header>,
    pub ranges: ::ros_z_core::CdrSlice<'a, f32>,
    pub echoes: ::ros_z_core::ViewOf<'a, Vec<Echo>>,
    pub mode: u8,
}
///A scan, which is read in place and filled in place.
///
///[`Scan`], whose sequences are filled in the memory that is published.
#[allow(dead_code, deprecated, missing_docs, private_bounds, trivial_bounds)]
pub struct ScanLoan
where
    Header: ::ros_z_core::__private::HasLoan,
    Echo: ::ros_z_core::__private::HasLoan,
{
    ///Time and frame.
    pub header: ::ros_z_core::LoanOf<Header>,
    pub ranges: ::ros_z_core::CdrSliceMut<f32>,
    pub echoes: ::ros_z_core::LoanOf<Vec<Echo>>,
    pub mode: u8,
}
#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z_core::__private::SizeEstimation for Scan {
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
