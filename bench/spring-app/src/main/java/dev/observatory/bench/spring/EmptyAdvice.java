package dev.observatory.bench.spring;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

/** What AspectJ weaves around tagged methods, if it is there: nothing. */
@Aspect
public class EmptyAdvice {
    /**
     * Calls the method.
     *
     * @param call the call
     * @return what the method returned
     * @throws Throwable what the method threw
     */
    @Around("execution(@dev.observatory.event.Event * *(..))")
    public Object proceed(ProceedingJoinPoint call) throws Throwable {
        return call.proceed();
    }
}
