#[allow(deprecated, private_bounds, trivial_bounds)]
const _: () = {
    #[automatically_derived]
    impl ::ros_z::parameters::__private::RosParameters for Params {
        #[allow(clippy::default_numeric_fallback)]
        fn visit(
            __visitor: &mut ::ros_z::parameters::__private::ParameterVisitor<'_>,
        ) -> ::ros_z::parameters::__private::Result<
            Self,
            ::ros_z::parameters::__private::ParameterError,
        > {
            ::ros_z::parameters::__private::Ok(Self {
                max_speed: __visitor
                    .parameter::<
                        f64,
                    >(
                        "max_speed",
                        &1.5,
                        || {
                            <::ros_z::parameters::__private::ParameterDescriptor as ::ros_z::parameters::__private::std::default::Default>::default()
                                .with_description("Metres per second.")
                                .with_range(
                                    <f64 as ::ros_z::parameters::__private::ParameterNumber>::range_of(
                                        ::ros_z::parameters::__private::Some(0.0),
                                        ::ros_z::parameters::__private::Some(3.0),
                                        ::ros_z::parameters::__private::Some(0.5),
                                    ),
                                )
                        },
                    )?,
                frame: __visitor
                    .parameter::<
                        String,
                    >(
                        "frame_id",
                        &"map",
                        || {
                            <::ros_z::parameters::__private::ParameterDescriptor as ::ros_z::parameters::__private::std::default::Default>::default()
                                .with_read_only()
                        },
                    )?,
                gains: __visitor.group::<Gains>("gains")?,
            })
        }
    }
};
