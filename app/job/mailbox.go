package job

import "sync/atomic"

// Mailbox hands the latest of many values to a goroutine that may be slower than their maker: a value that was not fetched before the next
// one came is dropped, and only one call is ever on its way.
type Mailbox[T any] struct {
	post  func(func())
	show  func(T)
	value atomic.Pointer[T]
}

// NewMailbox returns a mailbox whose values are shown by show, called by post.
func NewMailbox[T any](post func(func()), show func(T)) *Mailbox[T] {
	return &Mailbox[T]{post: post, show: show}
}

// Put leaves a value.
func (m *Mailbox[T]) Put(v T) {
	if m.value.Swap(&v) == nil {
		m.post(func() { m.show(*m.value.Swap(nil)) })
	}
}
