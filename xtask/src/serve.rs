//! The www page on this machine: files of one folder, to this machine only.

use crate::{build, place};
use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Where it listens unless told otherwise.
pub const PORT: u16 = 8000;

/// What a browser asks for is short; more is refused, in bytes.
const LONGEST_REQUEST: u64 = 16_384;

/// Builds the page and serves it until the command is stopped.
pub fn run(port: u16) -> Result<()> {
    build::run()?;
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| format!("port {port} cannot be had: try --port N"))?;
    println!("http://{}/  (stop with Ctrl-C)", listener.local_addr()?);
    serve(&listener, &place::www());
    Ok(())
}

fn serve(listener: &TcpListener, folder: &Path) {
    for connection in listener.incoming().flatten() {
        let folder = folder.to_path_buf();
        thread::spawn(move || {
            // A browser that goes away in the middle is no news.
            let _ = answer(connection, &folder);
        });
    }
}

fn answer(mut connection: TcpStream, folder: &Path) -> Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new((&connection).take(LONGEST_REQUEST)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The head is read to its end, or closing the connection would cut the answer off.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, kind, body) = match method {
        "GET" | "HEAD" => match find(folder, address).and_then(|file| Some((fs::read(&file).ok()?, mime(&file)))) {
            Some((body, kind)) => ("200 OK", kind, body),
            None => ("404 Not Found", "text/plain; charset=utf-8", b"There is no such file.\n".to_vec()),
        },
        _ => ("405 Method Not Allowed", "text/plain; charset=utf-8", b"Only GET and HEAD.\n".to_vec()),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        connection.write_all(&body)?;
    }
    Ok(connection.flush()?)
}

/// The file of an address; none outside the folder.
fn find(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(path);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = folder.join(path);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the server answers, as text.
    fn ask(request: &str) -> String {
        let folder = std::env::temp_dir().join(format!("sayswho-serve-{}-{:?}", std::process::id(), thread::current().id()));
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(folder.join("index.html"), "<p>page").unwrap();
        fs::write(folder.join("sub/core.wasm"), "wasm").unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.write_all(request.as_bytes()).unwrap();
        answer(listener.accept().unwrap().0, &folder).unwrap();
        let mut text = String::new();
        client.read_to_string(&mut text).unwrap();
        fs::remove_dir_all(folder).unwrap();
        text
    }

    #[test]
    fn a_folder_answers_with_its_index() {
        let answer = ask("GET /?x HTTP/1.1\r\nHost: here\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n<p>page"), "{answer}");
    }

    #[test]
    fn wasm_has_its_type_and_a_head_has_no_body() {
        let answer = ask("HEAD /sub/core.wasm HTTP/1.1\r\n\r\n");
        assert!(answer.contains("Content-Type: application/wasm\r\nContent-Length: 4\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    }

    #[test]
    fn nothing_outside_the_folder_is_given() {
        for address in ["/../Cargo.toml", "//etc/passwd", "/none.html", "nonsense", ""] {
            let answer = ask(&format!("GET {address} HTTP/1.1\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.1 404"), "{address}: {answer}");
        }
        assert!(ask("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
    }
}
