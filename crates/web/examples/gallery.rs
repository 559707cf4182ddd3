//! Writes every page, rendered from its made-up sample, with its style and scripts into a folder:
//! `cargo run -p web --example gallery -- FOLDER`. Serve the folder with any static file server and look.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: gallery FOLDER")?);
    std::fs::create_dir_all(folder.join("static"))?;
    for (url, body) in web::static_files() {
        std::fs::write(folder.join(url.trim_start_matches('/')), body)?;
    }
    let pages = web::gallery::pages()?;
    for page in &pages {
        std::fs::write(folder.join(format!("{}.html", page.name)), &page.html)?;
    }
    println!("{} pages in {}", pages.len(), folder.display());
    Ok(())
}
