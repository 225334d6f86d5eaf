use cdr::RosService;

struct Add;

fn serve<S: RosService>() {}

fn main() {
    serve::<Add>();
}
