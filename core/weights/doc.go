// Package weights owns files of named float32 tensors. It knows names and shapes, no layers.
//
// Read, Decode and Write handle safetensors files: written atomically, with the same bytes for the same content, and with a SHA-256
// checksum in the metadata that reading verifies. ReadTorch reads PyTorch checkpoints, of which it runs nothing: see unpickle.go.
//
// Both treat a file as hostile: a bad one gives a single sentence, never a panic, and memory stays a small multiple of its size.
package weights
