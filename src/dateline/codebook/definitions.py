"""What each word of the closed lists means, a sentence each: what holds where a team says nothing."""

from __future__ import annotations

from typing import Final

from dateline.records.lists import (
    ActName,
    ActorKind,
    FormName,
    PlacePrecision,
    PoliceActionName,
    ScopeRule,
    SizeOf,
    Stance,
    StatusName,
    Topic,
    ViolenceKind,
)

FORM_MEANINGS: Final[dict[FormName, str]] = {
    "rally": "People gather in one place to be addressed or to be seen; a crowd with a cause.",
    "march": "People move together along a route, with a claim.",
    "demonstration": "A protest in public whose kind the article does not tell further.",
    "vigil": "People gather, mostly in silence or with candles, to mourn or remember in protest.",
    "picket": "People stand at a workplace or a building to be seen by those who go in.",
    "strike": "Workers withhold their work.",
    "walkout": "People leave their work, their classes or a sitting together before its end.",
    "shutdown": "Shops, transport and offices of a place stay closed by call: hartal, bandh, stay-away.",
    "sit_in": "People sit down in a place and will not leave it, for hours.",
    "occupation": "People take a building or site and stay, for days.",
    "blockade": "People close a road, a railway, a gate or a building to others.",
    "boycott": "People refuse together to buy, to attend, to vote or to deal with someone.",
    "hunger_strike": "Several people refuse food to press a claim.",
    "riot": "A crowd with a claim throws stones, burns or loots, told as an event of its own.",
    "motorcade": "A convoy of vehicles drives through the streets with a claim.",
    "other": "A contentious action of many that is none of the above.",
}
STATUS_MEANINGS: Final[dict[StatusName, str]] = {
    "held": "People gathered or work stopped, even where it was broken up afterwards.",
    "planned": "It is announced.",
    "called_off": "Those who called it cancelled or postponed it.",
    "prevented": "It was stopped, as by a ban, before people gathered.",
    "threatened": "Someone says that it will come unless something is done.",
}
POLICE_MEANINGS: Final[dict[PoliceActionName, str]] = {
    "presence": "Police are deployed, stand by or watch.",
    "barricade": "Police block the way, cordon off or surround people.",
    "dispersal": "Police break the gathering up; by what means is not told.",
    "tear_gas": "Police fire tear gas.",
    "rubber_bullets": "Police fire rubber or plastic bullets.",
    "water_cannon": "Police use water cannon.",
    "baton_charge": "Police beat people or charge them with batons, lathis or sjamboks.",
    "pepper_spray": "Police use pepper spray.",
    "stun_grenade": "Police throw stun or sound grenades.",
    "live_fire": "Police fire live rounds, warning shots included.",
    "arrests": "Police arrest or detain people.",
    "negotiation": "Police negotiate with the protesters.",
    "escort": "Police escort the protesters.",
    "other": "Police clash with people or act against them in words that name no means.",
}
VIOLENCE_MEANINGS: Final[dict[ViolenceKind, str]] = {
    "objects": "Stones, bottles or other things are thrown.",
    "arson": "Something is set on fire.",
    "assault": "People are beaten or attacked.",
    "firearm": "Shots are fired.",
    "vandalism": "Things are broken or defaced.",
    "looting": "Goods are taken.",
    "clash": "Two sides fight; who began is not told.",
    "other": "Other force.",
}
ACT_MEANINGS: Final[dict[ActName, str]] = {
    "agree": "Accepts a demand, an offer or a view.",
    "consult": "Meets, talks or negotiates.",
    "support": "Speaks for someone or something.",
    "concede": "Gives way, admits or apologises.",
    "promise": "Says what the speaker will do, or that help will come.",
    "thank": "Thanks, praises or congratulates.",
    "mourn": "Grieves or remembers the dead.",
    "request": "Demands, calls for, urges or asks.",
    "accuse": "Blames, condemns or criticises.",
    "reject": "Refuses or opposes.",
    "threaten": "Announces harm or further action unless something is done.",
    "deny": "Says that something is not so.",
    "inform": "Tells facts: figures, causes, what happened.",
    "other": "Does something else by saying it.",
}
ACTOR_MEANINGS: Final[dict[ActorKind, str]] = {
    "person": "One named person or holder of an office.",
    "party": "A political party or movement that stands for election.",
    "union": "A trade union or a federation of them.",
    "government": "A government, ministry, council, parliament, authority or its officials.",
    "police": "Police and gendarmes.",
    "military": "Armed forces of a state.",
    "court": "Courts and judges.",
    "student_group": "Students, pupils and their bodies.",
    "religious_group": "Churches, mosques, clergy and people named by their faith.",
    "company": "Companies and employers.",
    "media": "Newspapers, broadcasters, agencies and journalists.",
    "civil_society": "Associations, movements, campaigns and activists.",
    "armed_group": "Armed groups that are no state's.",
    "crowd": "People named by what they do or where they live: residents, workers, protesters.",
    "country": "A country or its people as a whole.",
    "other": "Anyone else.",
}
PRECISION_MEANINGS: Final[dict[PlacePrecision, str]] = {
    "site": "A square, street, campus or building.",
    "city": "A city, town or village.",
    "district": "A district or county.",
    "province": "A province or state.",
    "country": "A country as a whole.",
}
STANCE_MEANINGS: Final[dict[Stance, str]] = {
    "for": "The event supports or demands it.",
    "against": "The event opposes it.",
    "unknown": "The words do not tell.",
}
SIZE_OF_MEANINGS: Final[dict[SizeOf, str]] = {
    "turnout": "How many took part.",
    "expected": "How many are expected to.",
    "represented": "For how many the organisers speak.",
}
SCOPE_MEANINGS: Final[dict[ScopeRule, str]] = {
    "least_people": "The surest claim of the turnout (the largest of claims equally sure) ends below the "
    "least "
    "number of people. For planned events what is expected counts too. \"More than 50\" has no upper end, "
    "so it stays in.",
    "strikes": "A strike, walkout or shutdown that no word at the event calls a gathering too. A strike "
    "rally, "
    "a picket, a hunger strike and a walkout of students stay in.",
    "online": "Words at the event say that it happened on the internet (an online rally, a Twitter storm, "
    "a vigil "
    "held on Zoom). What was only announced or streamed there stays in, and so does what was also held in "
    "person.",
    "forms": "None of the forms that the article gives the event is listed.",
    "status": "The status is not listed.",
    "background": "The article only recalls the event.",
    "country": "The place lies in none of the countries listed.",
}  # fmt: skip
TOPIC_MEANINGS: Final[dict[Topic, str]] = {
    "animal rights": "Cruelty to animals, hunting, slaughter.",
    "banking and finance": "Banks, debt, loans, lenders, the currency.",
    "civil rights": "Equality before the law, discrimination, human rights.",
    "covid": "The pandemic, lockdowns, masks and vaccines against it.",
    "corruption": "Bribes, graft, stolen public money.",
    "criminal justice": "Prisons, sentences, detention, prisoners.",
    "democracy": "Elections, constitutions, terms of office, coups.",
    "development": "Building projects, evictions, water, power and other services.",
    "disability rights": "Rights and services of disabled people.",
    "drugs": "Drugs and alcohol, for or against their prohibition.",
    "economy": "Prices, jobs, poverty, trade, austerity.",
    "education": "Schools, universities, fees, teachers' and students' conditions.",
    "energy": "Fuel, coal, oil, gas, nuclear and other power.",
    "environment": "Climate, pollution, forests, rivers, waste.",
    "foreign affairs": "Wars, other countries, embassies, sanctions.",
    "free speech": "The press, censorship, blasphemy, opinion.",
    "guns": "Firearms and the law on them.",
    "healthcare": "Hospitals, doctors, medicines, insurance.",
    "housing": "Rents, homes, homelessness.",
    "immigration": "Migrants, refugees, deportation, borders.",
    "indigenous peoples": "Rights and lands of indigenous peoples.",
    "judiciary": "Courts, judges and their appointment.",
    "labor": "Wages, working conditions, unions, dismissals.",
    "legislative": "Laws, bills, parliaments.",
    "lgbtqia": "Rights of lesbian, gay, bisexual, transgender, queer, intersex and asexual people.",
    "military": "Armed forces, conscription, bases, weapons.",
    "patriotism": "The nation, its flag, its holidays.",
    "policing": "What police do, and how.",
    "presidency": "A head of state or government: for, or to resign.",
    "racism": "Race, caste and ethnic hatred.",
    "religion": "Faiths, places of worship, religious law.",
    "reproductive rights": "Abortion and contraception, for or against.",
    "science": "Research and those who do it.",
    "sexual violence": "Rape, harassment, abuse.",
    "sports": "Sport, its clubs and its events.",
    "taxes": "Taxes and tariffs.",
    "transportation": "Roads, trains, buses, fares, drivers.",
    "women's rights": "Equality of women, violence against them.",
}
