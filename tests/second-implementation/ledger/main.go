// Reads a ledger of static files and its checkpoint, and makes notes and proofs of its own, with the Go checksum
// database's libraries alone: nothing of ours is in it. A question comes as JSON on standard input, the answer goes to
// standard output; whatever does not hold ends with a message and exit code 1.
package main

import (
	"encoding/json"
	"log"
	"os"

	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Folder      string
	VerifierKey string
	Checkpoint  string
	Earlier     string
	Inclusion   []inclusion
	Consistency []tlog.Hash
}

type inclusion struct {
	Index int64
	Leaf  []byte
	Proof []tlog.Hash
}

type answer struct {
	// Proofs that Go made from our tiles.
	Inclusion   []tlog.RecordProof
	Consistency tlog.TreeProof
	// The tree and the checkpoint that Go made from our entries, under a key of its own.
	Root        tlog.Hash
	VerifierKey string
	Checkpoint  string
	WitnessKey  string
}

func main() {
	log.SetFlags(0)
	var asked question
	must(json.NewDecoder(os.Stdin).Decode(&asked))

	now := openCheckpoint(asked.Checkpoint, asked.VerifierKey)
	earlier := openCheckpoint(asked.Earlier, asked.VerifierKey)
	var said answer
	reader := tlog.TileHashReader(now, tiles(asked.Folder))
	for _, ours := range asked.Inclusion {
		hash := tlog.RecordHash(ours.Leaf)
		must(tlog.CheckRecord(ours.Proof, now.N, now.Hash, ours.Index, hash))
		proof, err := tlog.ProveRecord(now.N, ours.Index, reader)
		must(err)
		said.Inclusion = append(said.Inclusion, proof)
	}
	must(tlog.CheckTree(asked.Consistency, now.N, now.Hash, earlier.N, earlier.Hash))
	proof, err := tlog.ProveTree(now.N, earlier.N, reader)
	must(err)
	said.Consistency = proof
	said.Root = rootOfEntries(asked.Folder, now.N)
	said.VerifierKey, said.Checkpoint, said.WitnessKey = signCheckpoint("go.example/ledger", now.N, said.Root)
	must(json.NewEncoder(os.Stdout).Encode(said))
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
