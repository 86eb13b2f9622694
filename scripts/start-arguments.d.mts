export declare function startArguments(args: string[]): { phone: boolean }
