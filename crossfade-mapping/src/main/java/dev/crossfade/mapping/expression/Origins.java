package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.mapping.conform.Folding;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.key.Letters;
import dev.crossfade.mapping.key.Origin;
import dev.crossfade.mapping.key.Part;
import java.util.List;
import java.util.Optional;

/**
 * What a checked expression keeps of the columns it reads. In doubt it keeps nothing. Columns are
 * taken to be NOT NULL, as those of a key are.
 */
final class Origins {

  private static final String EACH = " can give different values one result";

  private final CelAbstractSyntaxTree tree;
  private final Language language;
  private final Variables variables;

  Origins(CelAbstractSyntaxTree tree, Language language, Variables variables) {
    this.tree = tree;
    this.language = language;
    this.variables = variables;
  }

  Origin run() {
    return origin(tree.getExpr());
  }

  Origin origin(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression.constant());
      case IDENT -> column(Variables.index(expression.ident().name()));
      case CALL -> call(expression);
      default -> new Origin.Folded("this expression" + EACH);
    };
  }

  private static Origin constant(CelConstant constant) {
    return constant.getKind() == CelConstant.Kind.STRING_VALUE
        ? new Origin.Kept(List.of(new Part.Literal(constant.stringValue())))
        : new Origin.Folded("this expression" + EACH);
  }

  private Origin column(int index) {
    return index < 0
        ? new Origin.Folded("this expression" + EACH)
        : Origin.Kept.of(index, Letters.ANY);
  }

  private Origin call(CelExpr expression) {
    String function = expression.call().function();
    List<CelExpr> arguments = expression.call().args();
    String id = overload(expression);
    if (id.equals("add_string") && arguments.size() == 2) {
      return joined(origin(arguments.get(0)), origin(arguments.get(1)));
    }
    Overload overload = language.overload(id);
    if (overload == null || arguments.isEmpty() || !Character.isLetter(function.codePointAt(0))) {
      return new Origin.Folded(named(function) + EACH);
    }
    Origin inner = origin(arguments.get(0));
    return inner instanceof Origin.Kept kept ? applied(function, overload, arguments, kept) : inner;
  }

  private Origin applied(
      String function, Overload overload, List<CelExpr> arguments, Origin.Kept inner) {
    if (KeptForms.same(function)) {
      return inner;
    }
    if (inner.parts().size() == 1 && inner.parts().get(0) instanceof Part.Value value) {
      if (KeptForms.oneToOne(function, overload)) {
        return inner;
      }
      Letters letters = KeptForms.text(function, overload);
      if (letters != null && !severalSpellings(value.column())) {
        return Origin.Kept.of(value.column(), letters);
      }
      if (function.equals("at") || function.equals("local")) {
        return zoned(arguments.get(1), inner);
      }
    }
    return new Origin.Folded(named(function) + EACH);
  }

  /** Whether equal values of the column may differ as text, such as 1.0 and 1.00. */
  private boolean severalSpellings(int column) {
    return variables.table().columns().get(column).type() instanceof LogicalType.Decimal decimal
        && !decimal.constrained();
  }

  private static Origin zoned(CelExpr zone, Origin.Kept inner) {
    String name = zone.constant().stringValue();
    return Folding.utc(name) ? inner : new Origin.Folded(Folding.clocks(name));
  }

  private static Origin joined(Origin left, Origin right) {
    if (left instanceof Origin.Kept a && right instanceof Origin.Kept b) {
      return a.then(b);
    }
    return left instanceof Origin.Folded ? left : right;
  }

  private static String named(String function) {
    return Character.isLetter(function.codePointAt(0)) ? function + "()" : "this expression";
  }

  private String overload(CelExpr expression) {
    Optional<CelReference> reference = tree.getReference(expression.id());
    return reference.isPresent() && reference.get().overloadIds().size() == 1
        ? reference.get().overloadIds().get(0)
        : "";
  }
}
