package nn

import "container/list"

// Cache keeps the graphs used last, by a comparable key such as a shape. It serves one goroutine, as its graphs' Machine does.
type Cache[K comparable, V any] struct {
	size    int
	recent  *list.List // of entry[K, V], the most recent first
	entries map[K]*list.Element
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// NewCache returns a Cache of at most size values, at least one.
func NewCache[K comparable, V any](size int) *Cache[K, V] {
	return &Cache[K, V]{size: max(size, 1), recent: list.New(), entries: map[K]*list.Element{}}
}

// Get returns the value of the key, building it first if it is not there. A build that fails leaves nothing behind.
func (c *Cache[K, V]) Get(key K, build func() (V, error)) (V, error) {
	if e, ok := c.entries[key]; ok {
		c.recent.MoveToFront(e)
		return e.Value.(entry[K, V]).value, nil
	}
	value, err := build()
	if err != nil {
		return value, err
	}
	if c.recent.Len() >= c.size {
		oldest := c.recent.Back()
		delete(c.entries, c.recent.Remove(oldest).(entry[K, V]).key)
	}
	c.entries[key] = c.recent.PushFront(entry[K, V]{key, value})
	return value, nil
}

// Len is the number of values kept.
func (c *Cache[K, V]) Len() int { return c.recent.Len() }
