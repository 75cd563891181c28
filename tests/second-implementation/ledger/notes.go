package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// openCheckpoint reads origin, size and root after the signature holds.
func openCheckpoint(signed, vkey string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	must(err)
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		log.Fatalf("no checkpoint of %s: %q", verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

// signCheckpoint makes a log's key and a witness's, and has both sign.
func signCheckpoint(origin string, size int64, root tlog.Hash) (vkey, signed, witnessKey string) {
	skey, vkey, err := note.GenerateKey(rand.Reader, origin)
	must(err)
	signer, err := note.NewSigner(skey)
	must(err)
	witness, witnessKey := newWitness("witness.example/go")
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
	message, err := note.Sign(&note.Note{Text: text}, signer, witness)
	must(err)
	return vkey, string(message), witnessKey
}

// witness signs as c2sp.org/tlog-cosignature says, for a time that is long past.
type witness struct {
	name string
	hash uint32
	key  ed25519.PrivateKey
}

const cosignedAt = 1679315147

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Sign(text []byte) ([]byte, error) {
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", cosignedAt, text)
	stamped := binary.BigEndian.AppendUint64(nil, cosignedAt)
	return append(stamped, ed25519.Sign(w.key, []byte(message))...), nil
}

func newWitness(name string) (witness, string) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	material := append([]byte{4}, public...)
	id := sha256.Sum256(bytes.Join([][]byte{[]byte(name), {'\n'}, material}, nil))
	vkey := fmt.Sprintf("%s+%x+%s", name, id[:4], base64.StdEncoding.EncodeToString(material))
	return witness{name, binary.BigEndian.Uint32(id[:4]), private}, vkey
}
