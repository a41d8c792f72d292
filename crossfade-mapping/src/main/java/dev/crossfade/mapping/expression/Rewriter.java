package dev.crossfade.mapping.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableIdent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prepares a parsed expression for the type checker: column names become variables, {@code
 * col('name')} too, and numbers written next to a decimal or uint64 become such.
 */
final class Rewriter {

  private final Names names;
  private final Literals literals;
  private final Set<String> locals = new HashSet<>();

  Rewriter(Names names, Literals literals) {
    this.names = names;
    this.literals = literals;
  }

  void rewrite(CelMutableExpr expression) {
    switch (expression.getKind()) {
      case IDENT -> ident(expression);
      case SELECT -> rewrite(expression.select().operand());
      case LIST -> expression.list().elements().forEach(this::rewrite);
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(
                  entry -> {
                    rewrite(entry.key());
                    rewrite(entry.value());
                  });
      case COMPREHENSION -> comprehension(expression.comprehension());
      case CALL -> call(expression);
      default -> {}
    }
  }

  private void ident(CelMutableExpr expression) {
    String name = expression.ident().name();
    if (!locals.contains(name)) {
      names
          .column(expression.id(), name)
          .ifPresent(variable -> expression.setIdent(ident(variable)));
    }
  }

  private static CelMutableIdent ident(String variable) {
    return CelMutableIdent.create(variable);
  }

  private void call(CelMutableExpr expression) {
    CelMutableCall call = expression.call();
    if (call.function().equals("col") && call.args().size() == 1 && call.target().isEmpty()) {
      col(expression, call.args().get(0));
      return;
    }
    names.function(expression.id(), call);
    call.target().ifPresent(this::rewrite);
    call.args().forEach(this::rewrite);
    literals.adapt(call);
  }

  private void col(CelMutableExpr expression, CelMutableExpr argument) {
    boolean literal =
        argument.getKind() == Kind.CONSTANT
            && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    if (literal) {
      names
          .column(argument.id(), argument.constant().stringValue())
          .ifPresent(variable -> expression.setIdent(ident(variable)));
    } else {
      names.columnNotLiteral(argument.id());
    }
  }

  private void comprehension(CelMutableComprehension loop) {
    rewrite(loop.iterRange());
    rewrite(loop.accuInit());
    List<String> declared = List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar());
    Set<String> added = new HashSet<>(declared);
    added.removeIf(name -> !locals.add(name));
    rewrite(loop.loopCondition());
    rewrite(loop.loopStep());
    rewrite(loop.result());
    locals.removeAll(added);
  }
}
