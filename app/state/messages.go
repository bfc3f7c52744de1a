package state

import "slices"

// Message is a short note inside the window: what has just been done, or a problem.
type Message struct {
	Number  int // counts up; 0: there has been none. A message is to be shown when its number is new
	Text    Text
	Bad     bool
	Details string // a log that can be copied; may be empty
	CanUndo bool   // what it tells of could be taken back by UndoMessage when it was shown
	Path    string // of a file that it tells of; may be empty
}

// messages are the last one, and those of what can still be taken back, the newest first.
type messages struct {
	last Message
	back []takenAway
}

// takenAway is a message of something that undo takes back.
type takenAway struct {
	Message
	undo func() error
}

// mostTakenAway is of how much Removed tells.
const mostTakenAway = 12

// Message is the last message.
func (p *Program) Message() Message { return p.messages.last }

// Removed tells of what was taken away and can be brought back by UndoMessage until the program ends, the newest first.
func (p *Program) Removed() []Message {
	var all []Message
	for _, t := range p.messages.back {
		all = append(all, t.Message)
	}
	return all
}

// UndoMessage takes back what the message of that number tells of, once. What is in the way, such as another model of the name, is told; without it the same
// can be tried again.
func (p *Program) UndoMessage(number int) {
	is := func(t takenAway) bool { return t.Number == number }
	i := slices.IndexFunc(p.messages.back, is)
	if i < 0 {
		return
	}
	if err := p.messages.back[i].undo(); err != nil {
		p.complain(err)
		return
	}
	p.messages.back = slices.DeleteFunc(p.messages.back, is)
	p.watchers.changed(Messages)
}

func (p *Program) show(m Message) { p.showUndo(m, nil) }

// showUndo shows a message of something that undo takes back.
func (p *Program) showUndo(m Message, undo func() error) {
	m.Number, m.CanUndo = p.messages.last.Number+1, undo != nil
	if p.messages.last = m; undo != nil {
		back := slices.Insert(p.messages.back, 0, takenAway{m, undo})
		p.messages.back = back[:min(len(back), mostTakenAway)]
	}
	p.watchers.changed(Messages)
	p.log("message", "text", m.Text.String(), "bad", m.Bad)
}

// complain shows an error, unless it is that of something cancelled.
func (p *Program) complain(err error) {
	if problem := explain(err); problem != nil {
		p.show(Message{Text: problem.Sentence, Bad: true, Details: problem.Details})
	}
}

// say is a text in the language of the window.
func (p *Program) say(t Text) string {
	if p.ports.Say == nil {
		return t.String()
	}
	return p.ports.Say(t)
}

// notify has the system tell the person who looks elsewhere.
func (p *Program) notify(title, message Text) {
	if p.ports.Notifier == nil || !p.Settings.view.Notifications || p.ports.Focused != nil && p.ports.Focused() {
		return
	}
	t, m := p.say(title), p.say(message)
	go func() {
		if err := p.ports.Notifier.Notify(t, m); err != nil {
			p.ports.Post(func() { p.log("notify", "error", err) })
		}
	}()
}

// Question waits for an answer; a dialog is to be shown.
type Question struct {
	Text    Text
	Choices []Text // the first is the harmless one, the last what the person most likely wants
	answer  func(choice int)
	stands  func() bool // there is still something to ask; nil: always
}

// Question is the one to be asked now; nil: none.
func (p *Program) Question() *Question {
	if len(p.questions) == 0 {
		return nil
	}
	return p.questions[0]
}

// Answer answers a question with one of its choices; closing the dialog is choice 0.
func (p *Program) Answer(q *Question, choice int) {
	if q == nil || p.Question() != q || choice < 0 || choice >= len(q.Choices) {
		return
	}
	p.questions = p.questions[1:]
	p.watchers.changed(Questions)
	p.log("answer", "question", q.Text.String(), "choice", q.Choices[choice].String())
	q.answer(choice)
}

func (p *Program) ask(question Text, answer func(choice int), choices ...Text) {
	p.askWhile(nil, question, answer, choices...)
}

// askWhile is ask, and the question goes by itself when it stands no more as a job ends.
func (p *Program) askWhile(stands func() bool, question Text, answer func(choice int), choices ...Text) {
	p.questions = append(p.questions, &Question{question, choices, answer, stands})
	p.watchers.changed(Questions)
	p.log("question", "text", question.String())
}

// withdraw takes back what need not be asked any more.
func (p *Program) withdraw() {
	p.questions = slices.DeleteFunc(p.questions, func(q *Question) bool { return q.stands != nil && !q.stands() })
	p.watchers.changed(Questions)
}

// asks tells whether a question of that kind waits for an answer.
func (p *Program) asks(question Text) bool {
	return slices.ContainsFunc(p.questions, func(q *Question) bool { return q.Text.Key == question.Key })
}

// mayReplace calls do, after asking if the file exists, unless the dialog of files has asked that.
func (p *Program) mayReplace(path string, do func()) {
	if !exists(path) || path == p.agreed {
		do()
		return
	}
	p.ask(text("state.overwrite", "File", baseName(path)), func(choice int) {
		if choice == 1 {
			do()
		}
	}, text("state.cancel"), text("state.replace"))
}
