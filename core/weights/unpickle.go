package weights

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/nlpodyssey/gopickle/pickle"
	"github.com/nlpodyssey/gopickle/types"

	"restyle/core/fault"
)

// A pickle is a program for a small machine that may name any function to call. Here it is given these names and nothing else, and each
// is data or a function of this file. gopickle's own pytorch.Load is not used: it allocates what a file asks for, panics on several
// kinds of files and lets unknown classes through.
var classes = map[string]any{
	"collections.OrderedDict":         &types.OrderedDictClass{},
	"torch._utils._rebuild_tensor_v2": function(rebuildTensor),
	"torch._utils._rebuild_parameter": function(rebuildParameter),
	"torch.FloatStorage":              &storageType{"float32", 4, single},
	"torch.DoubleStorage":             &storageType{"float64", 8, double},
	"torch.HalfStorage":               &storageType{"float16", 2, half},
	"torch.BFloat16Storage":           &storageType{"bfloat16", 2, brain},
}

func findClass(module, name string) (any, error) {
	class, ok := classes[module+"."+name]
	if !ok {
		err := fmt.Errorf("it asks for %.80q, which is not a tensor of floats: save only the state_dict with torch.save", module+"."+name)
		return nil, fault.Mark(err, "torch.content")
	}
	return class, nil
}

// errDamaged says that the machine could not follow the pickle.
var errDamaged = errors.New("its dictionary is damaged or cut short, fetch the file again")

// refusal is an error of what the machine was given, for which the machine is not to blame.
type refusal string

func (r refusal) Error() string { return string(r) }

// function is a callable of the pickle machine.
type function func(args []any) (any, error)

func (f function) Call(args ...any) (any, error) { return f(args) }

// unpickle runs the pickle at the start of b and returns its value and what follows it. persistent turns the description of a storage
// into a *storage; it may be nil.
func unpickle(b []byte, persistent func(id any) (any, error)) (value any, rest []byte, err error) {
	n, err := scanPickle(b)
	if err != nil {
		return nil, nil, err
	}
	defer func() { // the library indexes without asking
		if r := recover(); r != nil {
			err = errDamaged
		}
	}()
	machine := pickle.NewUnpickler(bytes.NewReader(b[:n]))
	machine.FindClass = findClass
	machine.PersistentLoad = persistent
	value, err = machine.Load()
	if refused, ok := errors.AsType[refusal](err); ok {
		return nil, nil, refused
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%w (%.200s)", errDamaged, err.Error())
	}
	return value, b[n:], nil
}

// reference is a tensor as the pickle describes it: a window of a storage. Numbers count elements.
type reference struct {
	storage       *storage
	offset        int
	shape, stride []int
}

// rebuildTensor is torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks, …).
func rebuildTensor(args []any) (any, error) {
	if len(args) < 4 {
		return nil, refusal("a tensor lacks its description: the file is damaged, fetch it again")
	}
	s, isStorage := args[0].(*storage)
	offset, isNumber := args[1].(int)
	if !isStorage || !isNumber {
		return nil, refusal("a tensor lacks its storage: the file is damaged, fetch it again")
	}
	shape, err := numbers(args[2])
	if err != nil {
		return nil, err
	}
	stride, err := numbers(args[3])
	if err != nil {
		return nil, err
	}
	return &reference{s, offset, shape, stride}, nil
}

// rebuildParameter is torch._utils._rebuild_parameter(tensor, requires_grad, hooks).
func rebuildParameter(args []any) (any, error) {
	if len(args) > 0 {
		if r, ok := args[0].(*reference); ok {
			return r, nil
		}
	}
	return nil, refusal("a parameter lacks its tensor: the file is damaged, fetch it again")
}

// numbers reads a tuple of sizes.
func numbers(x any) ([]int, error) {
	tuple, ok := x.(*types.Tuple)
	if !ok || tuple.Len() > 8 {
		return nil, refusal("a tensor has no usable shape: the file is damaged, fetch it again")
	}
	ns := make([]int, tuple.Len())
	for i := range ns {
		if ns[i], ok = tuple.Get(i).(int); !ok {
			return nil, refusal("a tensor has no usable shape: the file is damaged, fetch it again")
		}
	}
	return ns, nil
}
