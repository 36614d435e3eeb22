//! What the fuzz targets do with bytes; `tests/corpus.rs` includes this file and does the same on stable.

pub mod csv;
pub mod index_open;
pub mod meaning;
pub mod segment;
pub mod store_merge;
pub mod tbx;
pub mod tmx;

use tm::lang::Lang;
use tm::store::UnitStore;
use workbench::args::ExportFormat;
use workbench::jobs::export::Request;
use workbench::jobs::selection::Selection;
use workbench::ui::progress::Progress;

/// The export of everything that may leave a store.
fn export(store: &dyn UnitStore, format: ExportFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (hub, targets, selection) = (Lang::persian(), Vec::new(), Selection::default());
    let names = tm::sensitive::names::Names::default();
    let request = Request { hub, targets, selection, names, full: false, format };
    workbench::jobs::export::export(store, &request, &mut bytes, &Progress::unseen()).unwrap();
    bytes
}
