import type { StackCalls, StackFacts, StackSettings } from './words.ts';
export declare class RemoteStack {
    #private;
    private constructor();
    /** @param heard gets each log line of the workers that counts captures. */
    static start(settings: StackSettings, heard: (line: string) => void): Promise<RemoteStack>;
    get facts(): StackFacts;
    /** Throws what the stack's process threw, or that it ended. */
    call<Name extends keyof StackCalls>(name: Name, ...args: Parameters<StackCalls[Name]>): Promise<Awaited<ReturnType<StackCalls[Name]>>>;
    /** Kills every process of the stack at once, without a word to any of them, and starts it on the same data. */
    killAll(): Promise<void>;
    /** Kills the runtime of the workers, and waits until another one answers. */
    killWorkers(): Promise<void>;
    /** Kills ClickHouse; the stack starts it again by itself. */
    killClickHouse(): Promise<void>;
    stop(): Promise<void>;
}
