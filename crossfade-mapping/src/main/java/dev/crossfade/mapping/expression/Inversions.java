package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.function.Undo;
import dev.crossfade.mapping.key.Letters;
import dev.crossfade.mapping.key.Origin;
import dev.crossfade.mapping.key.Part;
import dev.crossfade.mapping.key.Splitter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a checked expression round, where it is made of what can be undone. */
final class Inversions {

  private final CelAbstractSyntaxTree tree;
  private final Language language;
  private final DirectCompiler compiler;
  private final Origins origins;

  Inversions(
      CelAbstractSyntaxTree tree, Language language, DirectCompiler compiler, Origins origins) {
    this.tree = tree;
    this.language = language;
    this.compiler = compiler;
    this.origins = origins;
  }

  /** Null when no column can be found from the result. */
  @Nullable Inversion run() {
    return of(tree.getExpr());
  }

  private @Nullable Inversion of(CelExpr expression) {
    if (expression.getKind() == Kind.IDENT) {
      int column = Variables.index(expression.ident().name());
      return column < 0 ? null : new Inversion.Column(column);
    }
    if (expression.getKind() != Kind.CALL) {
      return null;
    }
    String id = overload(expression);
    if (id.equals("add_string")) {
      return joined(expression);
    }
    Overload overload = language.overload(id);
    return overload == null ? null : undone(overload, expression.call().args());
  }

  private @Nullable Inversion undone(Overload overload, List<CelExpr> arguments) {
    List<@Nullable Node> constants = new ArrayList<>();
    arguments.forEach(argument -> constants.add(constant(argument)));
    for (Undo undo : overload.undos()) {
      Inversion found = undone(undo, arguments, constants);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Inversion undone(
      Undo undo, List<CelExpr> arguments, List<@Nullable Node> constants) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < constants.size(); i++) {
      Node constant = constants.get(i);
      if (constant == null && i != undo.argument() && undo.others() == Undo.Others.CONSTANT) {
        return null;
      }
      values.add(constant instanceof Node.Constant known ? known.result() : null);
    }
    Inversion inner = of(arguments.get(undo.argument()));
    return inner == null ? null : new Inversion.Undone(undo, values, inner);
  }

  private @Nullable Node constant(CelExpr argument) {
    return compiler.node(argument) instanceof Node.Constant constant ? constant : null;
  }

  private @Nullable Inversion joined(CelExpr expression) {
    List<CelExpr> pieces = new ArrayList<>();
    flatten(expression, pieces);
    List<Part> parts = new ArrayList<>();
    List<@Nullable Inversion> inversions = new ArrayList<>();
    for (CelExpr piece : pieces) {
      if (constant(piece) instanceof Node.Constant known && known.result() instanceof String text) {
        parts.add(new Part.Literal(text));
        inversions.add(null);
        continue;
      }
      Inversion inversion = of(piece);
      if (inversion == null || inversion.columns().length != 1) {
        return null;
      }
      parts.add(new Part.Value(inversion.columns()[0], letters(piece)));
      inversions.add(inversion);
    }
    Splitter splitter = Splitter.of(parts);
    return splitter == null ? null : new Inversion.Joined(splitter, inversions);
  }

  private Letters letters(CelExpr piece) {
    return origins.origin(piece) instanceof Origin.Kept kept
            && kept.parts().size() == 1
            && kept.parts().get(0) instanceof Part.Value value
        ? value.letters()
        : Letters.ANY;
  }

  private void flatten(CelExpr expression, List<CelExpr> pieces) {
    if (expression.getKind() == Kind.CALL && overload(expression).equals("add_string")) {
      expression.call().args().forEach(argument -> flatten(argument, pieces));
    } else {
      pieces.add(expression);
    }
  }

  private String overload(CelExpr expression) {
    return tree.getReference(expression.id())
        .map(CelReference::overloadIds)
        .filter(ids -> ids.size() == 1)
        .map(ids -> ids.get(0))
        .orElse("");
  }
}
