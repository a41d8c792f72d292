package dev.crossfade.mapping.expression;

import dev.crossfade.mapping.bytecode.Code;
import dev.crossfade.mapping.value.RowValues;
import org.objectweb.asm.Label;

/**
 * Turns nodes into bytecode. The one difference to {@link Node#value}: an operand of and/or that
 * fails is not outweighed by the other, so the row is then evaluated in general.
 */
final class NodeEmitter {

  /** Larger expressions would not be compiled further by the virtual machine. */
  private static final int LARGEST = 400;

  private final Code code;

  private NodeEmitter(Code code) {
    this.code = code;
  }

  /** Pushes the value of the node for the row in local variable 0. */
  static void emit(Node node, Code code) {
    new NodeEmitter(code).push(node.size() > LARGEST ? new Node.Foreign(node::value) : node);
  }

  private void push(Node node) {
    if (node instanceof Node.Constant constant) {
      code.constant(constant.result());
    } else if (node instanceof Node.Column column) {
      code.element(0, column.index());
      if (!column.reader().equals(RowValues.AS_IT_IS)) {
        code.read(column.reader());
      }
    } else if (node instanceof Node.Call call) {
      code.call(call.body(), () -> arguments(call));
    } else if (node instanceof Node.Choice choice) {
      choose(choice);
    } else if (node instanceof Node.Decision decision) {
      decide(decision);
    } else {
      code.call(node::value, () -> code.load(0));
    }
  }

  private void arguments(Node.Call call) {
    code.array(
        call.operands().stream().<Runnable>map(each -> () -> push(each)).toArray(Runnable[]::new));
  }

  private void choose(Node.Choice choice) {
    Label otherwise = new Label();
    Label end = new Label();
    push(choice.condition());
    code.jumpIf(false, otherwise);
    push(choice.yes());
    code.jump(end);
    code.mark(otherwise);
    push(choice.no());
    code.mark(end);
  }

  private void decide(Node.Decision decision) {
    Label decided = new Label();
    Label end = new Label();
    for (Node operand : decision.operands()) {
      push(operand);
      code.jumpIf(decision.deciding(), decided);
    }
    code.truth(!decision.deciding());
    code.jump(end);
    code.mark(decided);
    code.truth(decision.deciding());
    code.mark(end);
  }
}
