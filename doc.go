// Package restyle is the root of the program: it holds the test that keeps the layers of the packages apart.
package restyle
