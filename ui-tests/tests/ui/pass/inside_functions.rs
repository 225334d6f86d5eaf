//! Messages inside a function body, a method, a closure, a block and a constant. Two have the same name.

fn function() -> usize {
    #[derive(cdr::RosMessage, cdr::SizeEstimation)]
    #[ros(crate = cdr)]
    struct Message {
        x: u8,
    }
    cdr::to_vec(&Message { x: 1 }).unwrap().len()
}

const LEN: usize = {
    #[derive(cdr::RosMessage)]
    #[ros(crate = cdr, type_name = "ui/msg/InConst")]
    struct Message {
        #[allow(dead_code)]
        x: u8,
    }
    <Message as cdr::RosMessage>::TYPE_NAME.len()
};

fn generic<T: Default + Clone>() -> T {
    #[derive(cdr::RosMessage, cdr::SizeEstimation)]
    #[ros(crate = cdr)]
    struct Message<T> {
        x: T,
    }
    assert_eq!(cdr::to_vec(&Message { x: 1u32 }).unwrap().len(), 8);
    T::default()
}

fn main() {
    let closure = || {
        #[derive(cdr::RosMessage)]
        #[ros(crate = cdr)]
        struct Message {
            x: u16,
        }
        cdr::to_vec(&Message { x: 1 }).unwrap().len()
    };
    assert_eq!((function(), closure(), LEN, generic::<u8>()), (5, 6, 14, 0));
}
