//! Says what the embedded files depend on: the macro that embeds them cannot.
//! Border: nothing is generated.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=templates");
}
