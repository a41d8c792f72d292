package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.value.RowFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the common part of CEL into nodes, which are evaluated as they are or become bytecode:
 * columns, literals, functions of the library, choices, logic, comparisons and arithmetic. Anything
 * else is left to the interpreter; a property test holds both together.
 */
final class DirectCompiler {

  private static final @Nullable Object[] NO_ROW = {};

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

  @Nullable Node node(CelExpr expression) {
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
    return new Node.Column(index, variables.reader(index));
  }

  private static @Nullable Node constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> new Node.Constant(null);
      case BOOLEAN_VALUE -> new Node.Constant(constant.booleanValue());
      case INT64_VALUE -> new Node.Constant(constant.int64Value());
      case DOUBLE_VALUE -> new Node.Constant(constant.doubleValue());
      case STRING_VALUE -> new Node.Constant(constant.stringValue());
      case BYTES_VALUE -> new Node.Constant(constant.bytesValue());
      default -> null;
    };
  }

  private @Nullable Node list(CelExpr.CelList list) {
    List<Node> elements = nodes(list.elements());
    if (elements == null) {
      return null;
    }
    Node.Listing listing = new Node.Listing(elements);
    return constant(elements) ? new Node.Constant(listing.value(NO_ROW)) : listing;
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
    return switch (overloadId) {
      case "conditional" -> new Node.Choice(nodes.get(0), nodes.get(1), nodes.get(2));
      case "logical_and" -> new Node.Decision(false, nodes);
      case "logical_or" -> new Node.Decision(true, nodes);
      default -> {
        Overload.Body body = body(overloadId, nodes);
        yield body == null || !simple(overloadId, operands)
            ? null
            : folded(new Node.Call(body, nodes));
      }
    };
  }

  private Overload.@Nullable Body body(String overloadId, List<Node> nodes) {
    Overload ours = language.overload(overloadId);
    if (ours == null) {
      return StandardBodies.of(overloadId);
    }
    Overload.Binding binding = ours.binding();
    return binding != null
            && nodes.get(binding.argument()) instanceof Node.Constant constant
            && constant.result() instanceof String literal
        ? binding.bodies().apply(literal)
        : ours.body();
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
  private static Node folded(Node.Call call) {
    if (!constant(call.operands())) {
      return call;
    }
    try {
      return new Node.Constant(call.value(NO_ROW));
    } catch (RowFailure e) {
      return call;
    }
  }

  private static boolean constant(List<Node> nodes) {
    return nodes.stream().allMatch(Node.Constant.class::isInstance);
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
}
