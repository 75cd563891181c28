package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const height, width = 8, 256

// tiles reads hash tiles from a folder. c2sp.org/tlog-tiles leaves the height out of the path, as it is always 8.
type tiles string

func (tiles) Height() int { return height }

func (folder tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(string(folder), path))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// rootOfEntries hashes every entry of the bundles and builds the whole tree from them.
func rootOfEntries(folder string, size int64) tlog.Hash {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for n := int64(0); n < size; {
		for _, entry := range readBundle(folder, n/width, size) {
			hashes, err := tlog.StoredHashes(n, entry, reader)
			must(err)
			stored = append(stored, hashes...)
			n++
		}
	}
	root, err := tlog.TreeHash(size, reader)
	must(err)
	return root
}

func readBundle(folder string, number, size int64) [][]byte {
	path := fmt.Sprintf("tile/entries/%03d", number)
	if rest := size - number*width; rest < width {
		path = fmt.Sprintf("%s.p/%d", path, rest)
	}
	bytes, err := os.ReadFile(filepath.Join(folder, path))
	must(err)
	var entries [][]byte
	for len(bytes) >= 2 {
		end := 2 + int(binary.BigEndian.Uint16(bytes))
		if end > len(bytes) {
			log.Fatalf("%s is cut short", path)
		}
		entries = append(entries, bytes[2:end])
		bytes = bytes[end:]
	}
	return entries
}
