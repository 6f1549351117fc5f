//! What reading files again, in other orders, in pieces and under other names must not change: twelve properties, 512
//! drawn cases each, through the study folder as people use it.

mod desk;
mod files;
mod people;
mod talk;
mod times;

/// Cases of each property.
const CASES: u64 = 512;

/// The columns that put all these files into one group.
fn one_group(files: &[&str]) -> String {
    format!("group,files\n邻里花园,{}\n", files.join(";"))
}
