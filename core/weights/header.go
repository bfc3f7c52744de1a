package weights

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// checkNames refuses a header in which a name occurs twice, which encoding/json would merge in silence. Keys count in the header itself
// and in each object within: the tensors' descriptions and the metadata.
func checkNames(header []byte) error {
	d := json.NewDecoder(bytes.NewReader(header))
	d.UseNumber()
	return walk(d, "the header", 0)
}

// walk reads one value of the decoder. A header nests three deep: the header, a description, its list of numbers.
func walk(d *json.Decoder, name string, depth int) error {
	token, err := d.Token()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	delimiter, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	if depth == 3 {
		return fmt.Errorf("%s is nested too deeply", name)
	}
	seen := map[string]bool{}
	for d.More() {
		inner := name
		if delimiter == '{' {
			if inner, err = key(d, seen); err != nil {
				return err
			}
		}
		if err := walk(d, inner, depth+1); err != nil {
			return err
		}
	}
	_, err = d.Token() // the closing bracket
	return err
}

// key reads the name of the next member and refuses one that was seen before.
func key(d *json.Decoder, seen map[string]bool) (string, error) {
	token, err := d.Token()
	if err != nil {
		return "", err
	}
	name, _ := token.(string)
	if seen[name] {
		return "", fmt.Errorf("the name %q occurs twice", name)
	}
	seen[name] = true
	return name, nil
}
