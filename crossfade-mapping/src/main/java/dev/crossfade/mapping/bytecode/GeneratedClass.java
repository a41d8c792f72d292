package dev.crossfade.mapping.bytecode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class in the making. What it works with is handed to it as class data: to the virtual machine
 * these are constants, so calls to them are bound and inlined, and the class names nothing of the
 * function library, of the product or of the platform, except {@link RowCode} and four interfaces.
 */
final class GeneratedClass {

  static final String PARENT = Type.getInternalName(RowCode.class);

  private static final String NAME = PARENT + "Generated";
  private static final Handle CLASS_DATA =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
              + "Ljava/lang/Object;",
          false);

  private final ClassWriter writer = new Writer();
  private final List<Object> constants = new ArrayList<>();
  private final Map<Object, Integer> places = new IdentityHashMap<>();

  GeneratedClass() {
    int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    writer.visit(Opcodes.V17, access, NAME, null, PARENT, null);
    MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, PARENT, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
  }

  /** A constant that the class will load its value from. */
  ConstantDynamic constant(Object value, Class<?> type) {
    int place =
        places.computeIfAbsent(
            value,
            key -> {
              constants.add(key);
              return constants.size() - 1;
            });
    return new ConstantDynamic("_", Type.getDescriptor(type), CLASS_DATA, place);
  }

  /** A method that overrides one of {@link RowCode}. */
  Code override(String name, String descriptor) {
    return new Code(writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null), this);
  }

  /** A static method of its own. */
  Code method(String name, String descriptor) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
    return new Code(writer.visitMethod(access, name, descriptor, null, null), this);
  }

  /** Calls a static method of its own. */
  void call(Code from, String name, String descriptor) {
    from.method().visitMethodInsn(Opcodes.INVOKESTATIC, NAME, name, descriptor, false);
  }

  byte[] bytes() {
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Defines the class, which nothing can find by name and which goes when its object goes. */
  RowCode instance(byte[] bytes) {
    try {
      Lookup lookup =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, List.copyOf(constants), true);
      return (RowCode)
          lookup
              .findConstructor(
                  lookup.lookupClass(), java.lang.invoke.MethodType.methodType(void.class))
              .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("a generated class has to be sound", e);
    }
  }

  /** Finds frames without loading classes: every merge of two types here is an object. */
  private static final class Writer extends ClassWriter {
    Writer() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String one, String other) {
      return "java/lang/Object";
    }
  }
}
