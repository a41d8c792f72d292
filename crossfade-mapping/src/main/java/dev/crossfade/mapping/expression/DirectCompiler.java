package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.value.RowFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns the common part of CEL into plain calls, ten to a hundred times faster than the
 * interpreter: columns, literals, functions of the library, choices, logic, comparisons and
 * arithmetic. Anything else is left to the interpreter; a property test holds both together.
 */
final class DirectCompiler {

  private final CelAbstractSyntaxTree tree;
  private final Language language;
  private final Variables variables;

  DirectCompiler(CelAbstractSyntaxTree tree, Language language, Variables variables) {
    this.tree = tree;
    this.language = language;
    this.variables = variables;
  }

  /** Null when some part is beyond what is handled here. */
  @Nullable Node compile() {
    return node(tree.getExpr());
  }

  private @Nullable Node node(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression.constant());
      case IDENT -> column(Variables.index(expression.ident().name()));
      case CALL -> call(expression);
      case LIST -> list(expression.list());
      default -> null;
    };
  }

  private @Nullable Node column(int index) {
    if (index < 0) {
      return null;
    }
    UnaryOperator<Object> reader = variables.reader(index);
    return row -> {
      Object value = row[index];
      return value == null ? null : reader.apply(value);
    };
  }

  private static @Nullable Node constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> new Constant(null);
      case BOOLEAN_VALUE -> new Constant(constant.booleanValue());
      case INT64_VALUE -> new Constant(constant.int64Value());
      case DOUBLE_VALUE -> new Constant(constant.doubleValue());
      case STRING_VALUE -> new Constant(constant.stringValue());
      case BYTES_VALUE -> new Constant(constant.bytesValue());
      default -> null;
    };
  }

  private @Nullable Node list(CelExpr.CelList list) {
    List<Node> elements = nodes(list.elements());
    return elements == null ? null : Logic.list(elements);
  }

  private @Nullable Node call(CelExpr expression) {
    CelReference reference = tree.getReference(expression.id()).orElse(null);
    if (reference == null || reference.overloadIds().size() != 1) {
      return null;
    }
    List<CelExpr> operands = new ArrayList<>(expression.call().args());
    expression.call().target().ifPresent(target -> operands.add(0, target));
    List<Node> nodes = nodes(operands);
    return nodes == null ? null : call(reference.overloadIds().get(0), nodes, operands);
  }

  private @Nullable Node call(String overloadId, List<Node> nodes, List<CelExpr> operands) {
    Node logic = Logic.of(overloadId, nodes);
    if (logic != null) {
      return logic;
    }
    Overload ours = language.overload(overloadId);
    Overload.Body body = ours != null ? ours.body() : StandardBodies.of(overloadId);
    if (body == null || !simple(overloadId, operands)) {
      return null;
    }
    return folded(new Call(body, nodes.toArray(new Node[0])), nodes);
  }

  /** Equality of lists and maps is left to CEL. */
  private boolean simple(String overloadId, List<CelExpr> operands) {
    if (!overloadId.equals("equals") && !overloadId.equals("not_equals")) {
      return true;
    }
    return operands.stream()
        .map(operand -> tree.getType(operand.id()))
        .allMatch(
            type ->
                type.isPresent()
                    && switch (type.get().kind()) {
                      case LIST, MAP, DYN, ANY, TYPE_PARAM -> false;
                      default -> true;
                    });
  }

  /** A call with constant operands only is made once, unless it refuses. */
  private static Node folded(Call call, List<Node> operands) {
    if (!operands.stream().allMatch(Constant.class::isInstance)) {
      return call;
    }
    try {
      return new Constant(call.value(new @Nullable Object[0]));
    } catch (RowFailure e) {
      return call;
    }
  }

  private @Nullable List<Node> nodes(List<CelExpr> expressions) {
    List<Node> nodes = new ArrayList<>();
    for (CelExpr expression : expressions) {
      Node node = node(expression);
      if (node == null) {
        return null;
      }
      nodes.add(node);
    }
    return nodes;
  }

  private record Constant(@Nullable Object result) implements Node {
    @Override
    public @Nullable Object value(@Nullable Object[] row) {
      return result;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Call(Overload.Body body, Node[] operands) implements Node {
    @Override
    public @Nullable Object value(@Nullable Object[] row) {
      @Nullable Object[] values = new @Nullable Object[operands.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = operands[i].value(row);
      }
      return body.apply(values);
    }
  }
}
