package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.crossfade.mapping.function.LibraryFunction;
import dev.crossfade.mapping.function.LiteralRule;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks over a checked expression: what it reads, what it keeps, and rules beyond types. */
final class Inspection {

  private final CelAbstractSyntaxTree tree;
  private final Language language;
  private final Positions positions;
  private final String text;
  private final List<Complaint> complaints;
  private final TreeSet<Integer> columns = new TreeSet<>();
  private final TreeSet<String> taxonomies = new TreeSet<>();

  Inspection(
      CelAbstractSyntaxTree tree,
      Language language,
      Positions positions,
      String text,
      List<Complaint> complaints) {
    this.tree = tree;
    this.language = language;
    this.positions = positions;
    this.text = text;
    this.complaints = complaints;
  }

  void run() {
    CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(node -> inspect(node.expr()));
  }

  int[] columns() {
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  Set<String> taxonomies() {
    return taxonomies;
  }

  int directColumn() {
    CelExpr root = tree.getExpr();
    return root.getKind() == Kind.IDENT ? Variables.index(root.ident().name()) : -1;
  }

  private void inspect(CelExpr expression) {
    switch (expression.getKind()) {
      case IDENT -> {
        int column = Variables.index(expression.ident().name());
        if (column >= 0) {
          columns.add(column);
        }
      }
      case CALL -> literals(expression);
      default -> {}
    }
    type(expression);
  }

  private void type(CelExpr expression) {
    CelType type = tree.getType(expression.id()).orElse(ValueTypes.TEXT);
    boolean mixed =
        Language.unknown(type)
            || (type.kind() == CelKind.LIST
                && !type.parameters().isEmpty()
                && Language.unknown(type.parameters().get(0)));
    boolean artificial = expression.getKind() == Kind.COMPREHENSION;
    if (mixed && !artificial && positions.known(expression.id())) {
      complaints.add(
          Complaint.at(
              text,
              positions.start(expression.id()),
              MappingProblem.TYPE,
              "the type of this part cannot be known",
              "values of different types are mixed",
              "convert them to one type, for example with toText()"));
    }
  }

  private void literals(CelExpr expression) {
    LibraryFunction function = language.library().functions().get(expression.call().function());
    if (function == null) {
      return;
    }
    for (LiteralRule rule : function.literals()) {
      if (rule.argument() < expression.call().args().size() && !overloadWithout(expression, rule)) {
        literal(function, rule, expression.call().args().get(rule.argument()));
      }
    }
  }

  /** Whether the argument of this call is not the text the rule is about. */
  private boolean overloadWithout(CelExpr call, LiteralRule rule) {
    CelType type =
        tree.getType(call.call().args().get(rule.argument()).id()).orElse(ValueTypes.TEXT);
    return !ValueTypes.name(type).equals("text");
  }

  private void literal(LibraryFunction function, LiteralRule rule, CelExpr argument) {
    Optional<String> value = Optional.empty();
    if (argument.getKind() == Kind.CONSTANT
        && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      value = Optional.of(argument.constant().stringValue());
    }
    if (value.filter(rule.valid()).isPresent()) {
      if (function.usesTaxonomy()) {
        taxonomies.add(value.get());
      }
      return;
    }
    complaints.add(
        LiteralComplaints.of(function, rule, value, text, positions.start(argument.id())));
  }
}
